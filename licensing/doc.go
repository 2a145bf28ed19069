// Package licensing reads the signed documents that say what a customer may
// use: their format, the proof that they are genuine, and what they claim.
//
// A document is text: a summary for people, then a PEM block that holds the
// certificate of the key that signed and the signed claims, both as JSON Web
// Signatures (EdDSA only). Only signed bytes are ever read. Whether a document
// is in force is not decided here but by package lockout: this package never
// asks what time it is, so an expired document stays readable for ever.
//
// The format is a promise: a document of schema 1 that verifies today verifies
// in every later version. docs/licence-format.md describes it.
package licensing
