// Package mail sends what the store has queued: through the server that is
// set, when the state of the licence allows it, again and again with growing
// delay while the server is away, and to one address alone where the
// installation is not a productive one.
//
// A mail that the server has taken is noted in the store before the next one
// is begun. Where the connection or the program ends between the server's
// taking it and that note, the mail is sent again under the same Message-ID:
// SMTP offers no way to ask, and mailboxes know it by its Message-ID.
package mail
