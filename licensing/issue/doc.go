// Package issue makes and signs what package licensing verifies: roots, keys
// of issuers, and documents. It belongs to the vendor; the product does not
// contain it. Everything it signs has passed the checks of the verifier.
package issue
