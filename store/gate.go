package store

import "holm/lockout"

// systemTables are what the system door writes: what keeps the installation
// itself going, and nothing of the customer's business.
var systemTables = []string{
	"session", "login_failure", "setup_token", "license_document", "ledger", "effective_time", "id_block", "idempotency",
	"job", "import_row", "meter_month", "meter_event", "meter_member", "mail", "mail_file", "notice", "heartbeat", "interruption",
}

// businessTables are what a closed gate keeps from changing.
var businessTables = []string{
	"company", "person", "person_company", "phone", "email", "search_term", "journal", "tag", "record_tag", "follower", "consent",
	"document", "document_version", "document_link", "document_file",
	"app_user", "user_group", "credential", "terms_acceptance", "app_group", "app_role", "list_item", "api_key",
	"external_id", "import_mapping", "saved_view", "mail_account", "licence_contact", "statement", "service_message",
}

// guardedColumns limits what of a business table an update may not touch
// behind a closed gate. The others tell when something was used last.
var guardedColumns = map[string]string{
	"credential": "user_id, password_hash, changed_at",
	"api_key":    "id, created_at, created_by, user_id, name, prefix, hash, revoked_at",
	"app_user": "id, created_at, created_by, updated_at, updated_by, version, login, login_key, name, email, person, category, " +
		"role, status, api_only, main, language, time_zone, theme, density, preferences",
}

// permittedTables says, per operation that a closed state allows, which
// business tables it may change then.
var permittedTables = map[lockout.Operation][]string{
	lockout.OwnAccess:       {"app_user", "credential", "terms_acceptance", "journal"},
	lockout.HandOver:        {"app_user", "journal"},
	lockout.ReduceUser:      {"app_user", "user_group", "api_key", "journal"},
	lockout.Withdraw:        {"person", "consent", "journal"},
	lockout.PersonalRequest: {"person", "person_company", "phone", "email", "search_term", "external_id", "tag", "record_tag", "follower", "consent", "journal"},
	lockout.ManageLicense:   {"licence_contact", "statement", "journal"},
	lockout.Backup:          {"service_message", "journal"},
	lockout.Notify:          {},
}

func permitted(op lockout.Operation) []string { return permittedTables[op] }

const (
	openGate = `INSERT INTO temp.gate_open (name) VALUES (@name)`
	shutGate = `DELETE FROM temp.gate_open`
)

// gateTriggers returns the statements that close or open the gate on the
// writer's connection: with it closed the engine itself refuses to change a
// business table that the write in hand has not opened.
func gateTriggers(closed bool) []string {
	var out []string
	if closed {
		out = append(out, "CREATE TEMP TABLE IF NOT EXISTS gate_open (name TEXT)")
	}
	for _, table := range businessTables {
		for _, action := range []string{"INSERT", "UPDATE", "DELETE"} {
			name := "gate_" + table + "_" + action
			if !closed {
				out = append(out, "DROP TRIGGER IF EXISTS temp."+name)
				continue
			}
			if columns := guardedColumns[table]; columns != "" && action == "UPDATE" {
				action += " OF " + columns
			}
			out = append(out, "CREATE TEMP TRIGGER "+name+" BEFORE "+action+" ON main."+table+
				" WHEN NOT EXISTS (SELECT 1 FROM gate_open WHERE name = '"+table+"')"+
				" BEGIN SELECT RAISE(ABORT, 'the gate is closed: "+table+" may not change in this state'); END")
		}
	}
	return out
}
