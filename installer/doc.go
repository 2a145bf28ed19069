// Package installer puts Holm onto a machine and keeps it there: the operating
// system's service, first set-up, packages, upgrade and roll-back to a signed
// release.
//
// It verifies releases with package licensing and knows neither the store nor
// the server.
package installer
