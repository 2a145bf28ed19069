package sample

import (
	"strings"

	"holm/crm"
)

// member is one of the staff of the sample company, which trades in fittings
// from Vejle and Växjö.
type member struct {
	name     string
	category string // user category, by its usual code
	language string
	team     int // place in teams
	role     int64
	status   crm.UserStatus
	api      bool
}

func teams() []string {
	return []string{"Salg Danmark", "Försäljning Sverige", "Export", "Kundeservice", "Marketing"}
}

func staff() []member {
	return []member{
		{name: "Karen Lundager", category: "complete", language: "da", team: 0, role: crm.RoleAdministrator},
		{name: "Mikkel Birkmose", category: "sales", language: "da", team: 0},
		{name: "Signe Tersbøl", category: "sales", language: "da", team: 0},
		{name: "Jeppe Grønfeldt", category: "sales", language: "da", team: 0},
		{name: "Linnea Furuhed", category: "sales", language: "sv", team: 1},
		{name: "Hampus Skoglid", category: "sales", language: "sv", team: 1},
		{name: "Moa Kvarnström", category: "complete", language: "sv", team: 1},
		{name: "Henrike Lindhorst", category: "sales", language: "en", team: 2},
		{name: "Gijs Molenkamp", category: "sales", language: "en", team: 2},
		{name: "Freja Rosenvold", category: "service", language: "da", team: 3},
		{name: "Astrid Engborg", category: "service", language: "sv", team: 3},
		{name: "Oliver Nørbæk", category: "marketing", language: "da", team: 4},
		{name: "Helle Damkjær", category: "reader", language: "da", team: 4, role: crm.RoleReader},
		{name: "Uffe Kirketoft", category: "sales", language: "da", team: 0, status: crm.UserInactive},
		{name: "Webshop", language: "en", team: 0, api: true},
	}
}

// user makes the account of a member. groups are the ids of teams.
func (m member) user(groups []int64) crm.User {
	login := strings.ReplaceAll(slug(m.name), "-", ".")
	zone := "Europe/Copenhagen"
	if m.language == "sv" {
		zone = "Europe/Stockholm"
	}
	return crm.User{
		Login: login, Name: m.name, Email: login + "@kobberholm.example", Category: m.category,
		Role: m.role, Groups: []int64{groups[m.team]}, Status: m.status, APIOnly: m.api,
		Language: m.language, TimeZone: zone,
	}
}

// CompanyName is whose data the sample is.
const CompanyName = "Kobberholm Beslag A/S"

// seller returns who looks after a company: the team of its country.
func (s *Staff) seller(country string, d *dice) (owner, group int64) {
	team := 2
	switch country {
	case "DK":
		team = 0
	case "SE", "NO":
		team = 1
	}
	if d.chance(4) || len(s.sellers[team]) == 0 {
		return 0, s.Groups[team]
	}
	return pick(d, s.sellers[team]), s.Groups[team]
}
