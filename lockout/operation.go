package lockout

// Operation is a line of the permission table: what somebody is about to do.
type Operation string

// The operations that a state may forbid.
const (
	Read            Operation = "read"             // log in, read, search, print
	Change          Operation = "change"           // create, change, delete business data
	OwnAccess       Operation = "own_access"       // own password, language, second factor, accepting terms
	SignOut         Operation = "sign_out"         // signing out, ending own sessions
	HandOver        Operation = "hand_over"        // handing over the main user
	Withdraw        Operation = "withdraw"         // recording an unsubscribe or a withdrawn consent
	ManageLicense   Operation = "manage_license"   // licence page, installing a document, status, report
	ReduceUser      Operation = "reduce_user"      // deactivate a user, lower a category
	ActivateUser    Operation = "activate_user"    // create or activate a user, when a seat is free
	FullExport      Operation = "full_export"      // the complete archive
	PersonalRequest Operation = "personal_request" // access, correction, erasure on a person's request
	Housekeeping    Operation = "housekeeping"     // trash purge, retention jobs
	Backup          Operation = "backup"           // backup, restore, upgrade
	MailImport      Operation = "mail_import"
	Send            Operation = "send"   // mailings, reminders, webhooks
	Notify          Operation = "notify" // notices of the agreement to the licence contacts
	Mirror          Operation = "mirror"
)

// Standing is who acts, as far as the permission table asks.
type Standing uint8

// Standings. The system itself acts for jobs and the operator's command line.
const (
	User Standing = iota
	Administrator
	MainUser
	System
)
