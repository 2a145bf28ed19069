package store

import (
	"strings"

	"holm/crm"
)

// Tables describes every table of the database, in an order in which each
// comes after those it refers to where that is possible. What no copy may
// hold carries its reason (exclusions.go).
func Tables() []crm.Table {
	tables := []crm.Table{
		table("id_block", "The next id that was not handed out yet, one line per sequence", "name",
			"name text, next_id integer"),
		table("app_group", "Groups of users, which rights go by", "id",
			"id integer, version integer, name text"),
		table("app_role", "Roles", "id",
			"id integer, version integer, name text, rights json, functions json"),
		table("app_user", "Users", "id",
			"id integer, created_at datetime, created_by integer? app_user, updated_at datetime, updated_by "+
				"integer? app_user, version integer, login text, login_key text, name text, email text, person "+
				"integer? person, category text, role integer? app_role, status text, api_only boolean, main "+
				"boolean, language text, time_zone text, theme text, density text, preferences text, last_seen_at datetime?"),
		table("user_group", "Which users are in which groups", "user_id group_id",
			"user_id integer app_user, group_id integer app_group"),
		table("credential", "Password hashes, apart from the users so that no copy holds them", "user_id",
			"user_id integer app_user, password_hash text, changed_at datetime, last_login_at datetime?"),
		table("terms_acceptance", "Who accepted which version of the terms", "user_id version",
			"user_id integer app_user, version text, accepted_at datetime"),
		table("list_item", "Items of the pick lists; names is a JSON object of the name per language", "id",
			"id integer, version integer, list text, names json, rank integer, colour text, active boolean"),
		table("company", "Companies", "id",
			"id integer, created_at datetime, created_by integer? app_user, created_kind text, updated_at "+
				"datetime, updated_by integer? app_user, version integer, owner_id integer? app_user, group_id "+
				"integer? app_group, visibility text, deleted_at datetime?, sort_name blob, sort_number blob, "+
				"name text, department text, number text, org_no text, vat_no text, category integer? list_item, "+
				"business integer? list_item, parent integer? company, website text, domain text, postal_line1 "+
				"text, postal_line2 text, postal_line3 text, postal_zip text, postal_city text, postal_county "+
				"text, postal_country text, street_line1 text, street_line2 text, street_line3 text, street_zip "+
				"text, street_city text, street_county text, street_country text, employees integer, "+
				"annual_revenue integer, annual_revenue_currency text, source integer? list_item, note text, "+
				"stop boolean, no_mailing boolean, logo text, language text, time_zone text, support_contact "+
				"integer? app_user, words text, org_key text, vat_key text"),
		table("person", "Persons", "id",
			"id integer, created_at datetime, created_by integer? app_user, created_kind text, updated_at "+
				"datetime, updated_by integer? app_user, version integer, owner_id integer? app_user, group_id "+
				"integer? app_group, visibility text, deleted_at datetime?, sort_name blob, company integer? "+
				"company, first_name text, middle_name text, last_name text, title text, salutation text, "+
				"position text, department text, private_line1 text, private_line2 text, private_line3 text, "+
				"private_zip text, private_city text, private_county text, private_country text, birth_date "+
				"date?, gender text, language text, photo text, note text, retired boolean, lead_status text, "+
				"no_mailing boolean, social_links json, words text"),
		table("person_company", "The other companies of a person", "person company",
			"person integer person, company integer company, position integer, role text, former boolean"),
		table("document_file", "Contents of files by their hash, each once in the documents folder", "hash",
			"hash text, size integer, created_at datetime, unused_at datetime?"),
		table("document", "Documents", "id",
			"id integer, created_at datetime, created_by integer? app_user, created_kind text, updated_at "+
				"datetime, updated_by integer? app_user, version integer, owner_id integer? app_user, group_id "+
				"integer? app_group, visibility text, deleted_at datetime?, sort_name blob, name text, type "+
				"integer? list_item, description text, checked_out_by integer? app_user, checked_out_at datetime?, words text"),
		table("document_version", "The versions of a document: what was uploaded, when and by whom", "document number",
			"document integer document, number integer, file_name text, original_name text, size integer, hash "+
				"text document_file.hash, media_type text, at datetime, author integer? app_user, comment text"),
		table("document_link", "The records that a document hangs on", "document entity record_id",
			"document integer document, entity text, record_id integer"),
		table("phone", "Phone numbers of companies and persons, in their order", "entity record_id position",
			"entity text, record_id integer, position integer, kind text, number text, e164 text"),
		table("email", "E-mail addresses of companies and persons, in their order", "entity record_id position",
			"entity text, record_id integer, position integer, address text, address_key text, is_primary "+
				"boolean, invalid boolean, bounce_count integer"),
		table("tag", "Tags; one with a target is a former name of it", "id",
			"id integer, version integer, name text, name_key text, colour text, target integer? tag"),
		table("record_tag", "Which records have which tags", "entity record_id tag",
			"entity text, record_id integer, tag integer tag"),
		table("follower", "Which users follow which records", "entity record_id user_id",
			"entity text, record_id integer, user_id integer app_user, followed_at datetime"),
		table("consent", "What persons' data may be used for, on what ground, and what they withdrew", "id",
			"id integer, person integer person, purpose integer list_item, legal_basis text, source text, given_on date?, "+
				"valid_until date?, recorded_at datetime, recorded_by integer? app_user, withdrawn_at datetime?, "+
				"withdrawn_by integer? app_user, reason text"),
		table("search_term", "The records with a folded word, in the order of names", "list term sort_key record_id",
			"list integer, term text, sort_key blob, record_id integer"),
		table("saved_view", "Lists that somebody arranged and keeps under a name; settings is a JSON object", "id",
			"id integer, created_at datetime, created_by integer? app_user, updated_at datetime, updated_by integer? app_user, "+
				"version integer, owner_id integer? app_user, group_id integer? app_group, visibility text, deleted_at datetime?, "+
				"entity text, name text, settings json"),
		table("journal", "Every change of business data, in the order of commit", "position",
			"position integer, at datetime, actor_kind text, actor_id integer?, api_key_id integer?, entity "+
				"text, record_id integer?, version integer, operation text, changes json, batch integer?"),
		table("setting", "Settings of the installation, each value a text", "name",
			"name text, value text"),
		table("licence_contact", "Who may bind the customer, and who gets the notices about the licence", "id",
			"id integer, version integer, name text, position text, email text, phone text, user_id integer? app_user, "+
				"authorised boolean, notices boolean"),
		table("statement", "What was told the vendor: orders, notices of termination, changes of contact information", "id",
			"id integer, kind text, number text, made_at datetime, made_by integer? app_user, text text, sent_at datetime?, "+
				"sent_by integer? app_user"),
		table("setup_token", "The one-time links of the first set-up, hashed", "hash",
			"hash text, expires_at datetime"),
		table("session", "Sessions of the browser; the token is hashed", "token",
			"token text, data blob, expires_at datetime"),
		table("login_failure", "Failed log-ins per account and address, for the growing delay", "subject",
			"subject text, failures integer, last_at datetime"),
		table("api_key", "Keys for the API; the key is hashed", "id",
			"id integer, created_at datetime, created_by integer? app_user, user_id integer app_user, name "+
				"text, prefix text, hash text, last_used_at datetime?, revoked_at datetime?"),
		table("idempotency", "Answers kept for requests that are sent again with the same key", "actor request_key",
			"actor text, request_key text, request_hash text, status integer, content_type text, body blob, "+
				"created_at datetime"),
		table("job", "Work in the background and how it ended", "id",
			"id integer, kind text, owner_id integer? app_user, state text, title text, link text, done integer, total "+
				"integer, payload json, place json, result json, failure text, cancelled boolean, noticed boolean, "+
				"runner text, lease text, lease_at datetime?, created_at datetime, started_at datetime?, finished_at datetime?"),
		table("import_row", "The rows of a file that an import refused or skipped, as they stood there", "job_id row_no",
			"job_id integer job, row_no integer, outcome text, record_id integer?, reasons json, cells json"),
		table("import_mapping", "Which column of a file goes where, by the signature of its headings", "entity signature",
			"entity text, signature text, mapping json, updated_at datetime, updated_by integer? app_user"),
		table("external_id", "What records are called in the systems they came from", "entity source external_key record_id",
			"entity text, source text, external_key text, record_id integer"),
		table("mail_account", "The server that mail goes out through, one line", "id",
			"id integer, host text, port integer, security text, login text, password text, from_address text, from_name text, sink text"),
		table("mail", "Mail on its way out and what became of it", "id",
			"id integer, message_id text, purpose text, once_key text, recipients json, reply_to text, subject text, body text, "+
				"author integer? app_user, state text, attempts integer, next_at datetime, held boolean, failure text, words text, "+
				"redirected_to text, runner text, lease text, lease_at datetime?, created_at datetime, sent_at datetime?"),
		table("mail_file", "The files that go with a mail", "mail position",
			"mail integer mail, position integer, name text, media_type text, content blob"),
		table("notice", "What users are told within the program", "id",
			"id integer, user_id integer app_user, kind text, details json, subject text, link text, created_at datetime, read_at datetime?"),
		table("license_document", "Documents of licensing, in the order of installation", "type id",
			"type text, id text, position integer, text text, status text, installed_at datetime, "+
				"installed_by text"),
		table("ledger", "The hash-chained ledger of licensing", "seq",
			"seq integer, kind text, at datetime, data json, prev text, hash text"),
		table("meter_month", "What a meter counted in a month of the customer's time zone; included is -1 without a licence for it", "code month",
			"code text, month text, used integer, latest integer, included integer, unit text, closed_at datetime?"),
		table("meter_event", "The events that meters counted, each once", "code event",
			"code text, event text, month text, amount integer"),
		table("meter_member", "Who was counted in a month that is open, hashed", "code month member",
			"code text, month text, member text"),
		table("service_message", "Maintenance windows and messages that all users were shown", "id",
			"id integer, version integer, kind text, text text, shown_at datetime, starts_at datetime, ends_at datetime, "+
				"created_at datetime, created_by integer? app_user"),
		table("interruption", "When users could not work, and why", "id",
			"id integer, cause text, began_at datetime, ended_at datetime"),
		table("heartbeat", "The newest sign of life of each server", "server",
			"server text, first_at datetime, started_at datetime, at datetime, boot text, running integer, stopped boolean"),
		table("effective_time", "The effective time and what is kept with it, one line, as JSON", "id",
			"id integer, saved json"),
	}
	for i := range tables {
		exclude(&tables[i])
	}
	return tables
}

// table reads a short description: columns parted by commas, each its name,
// its type ("?" when it may be empty) and the table it refers to.
func table(name, title, key, columns string) crm.Table {
	t := crm.Table{Name: name, Title: title, Key: strings.Fields(key)}
	for spec := range strings.SplitSeq(columns, ",") {
		parts := strings.Fields(spec)
		c := crm.Column{Name: parts[0], Title: titleOf(parts[0])}
		c.Type, c.Nullable = strings.CutSuffix(parts[1], "?")
		if len(parts) > 2 {
			c.References = parts[2]
		}
		t.Columns = append(t.Columns, c)
	}
	return t
}

// titleOf makes "street_city" read "Street city".
func titleOf(name string) string {
	name = strings.ReplaceAll(strings.TrimSuffix(name, "_id"), "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}
