package pages

// Store is everything the pages ask of the store, by noun.
type Store interface {
	visitors
	logins
	setups
	termsKeeper
	companies
	persons
	amender
	trasher
	undoer
	documents
	documentFiles
	bulkEditor
	histories
	searches
	users
	credentials
	roles
	groups
	listItems
	tags
	likenesses
	followers
	neighbours
	pictures
	consents
	titles
	savedViews
	apiKeys
	seatCounts
	availabilities
	serviceMessages
	supportContacts
	usages
	ledgers
	jobs
	mails
	notices
	licensees
	importRows
	contracts
	statements
	statistics
}
