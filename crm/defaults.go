package crm

// Ids of the roles that a new database is filled with.
const (
	RoleAdministrator int64 = 1
	RoleUser          int64 = 2
	RoleReader        int64 = 3
)

// DefaultRoles are the roles of a new database.
func DefaultRoles() []Role {
	all := [relations]Right{RightDelete, RightDelete, RightDelete, RightDelete}
	return []Role{
		{ID: RoleAdministrator, Name: "administrator", Rights: map[Entity][relations]Right{"": all}, Functions: []Function{
			MayExport, MayBulkEdit, MayImport, MayMerge, MayManageUsers, MayManageLicence}},
		{ID: RoleUser, Name: "user", Rights: map[Entity][relations]Right{
			"": {RightDelete, RightUpdate, RightUpdate, RightUpdate}}, Functions: []Function{MayBulkEdit, MayImport, MayMerge}},
		{ID: RoleReader, Name: "reader", Rights: map[Entity][relations]Right{
			"": {RightRead, RightRead, RightRead, RightRead}}},
	}
}

// DefaultListItem is an entry of a pick list with the key that import and
// sample data know it by: its English name in lower case.
type DefaultListItem struct {
	Key string
	ListItem
}

// DefaultListItems are the pick lists of a new database.
func DefaultListItems() []DefaultListItem {
	var out []DefaultListItem
	add := func(list string, rows ...[4]string) {
		for i, r := range rows {
			out = append(out, DefaultListItem{r[0], ListItem{ID: int64(len(out) + 1), List: list, Rank: int64(i + 1), Active: true,
				Names: Texts{"en": r[1], "da": r[2], "sv": r[3]}}})
		}
	}
	add(ListCompanyCategory,
		[4]string{"customer", "Customer", "Kunde", "Kund"},
		[4]string{"prospect", "Prospect", "Emne", "Prospekt"},
		[4]string{"partner", "Partner", "Partner", "Partner"},
		[4]string{"supplier", "Supplier", "Leverandør", "Leverantör"},
		[4]string{"competitor", "Competitor", "Konkurrent", "Konkurrent"},
		[4]string{"other", "Other", "Andet", "Övrigt"})
	add(ListBusiness,
		[4]string{"agriculture", "Agriculture", "Landbrug", "Jordbruk"},
		[4]string{"construction", "Construction", "Byggeri", "Bygg"},
		[4]string{"education", "Education", "Uddannelse", "Utbildning"},
		[4]string{"energy", "Energy", "Energi", "Energi"},
		[4]string{"finance", "Finance", "Finans", "Finans"},
		[4]string{"food", "Food", "Fødevarer", "Livsmedel"},
		[4]string{"health", "Health", "Sundhed", "Hälsa"},
		[4]string{"hospitality", "Hospitality", "Hotel og restauration", "Hotell och restaurang"},
		[4]string{"manufacturing", "Manufacturing", "Produktion", "Tillverkning"},
		[4]string{"media", "Media", "Medier", "Media"},
		[4]string{"public", "Public sector", "Offentlig sektor", "Offentlig sektor"},
		[4]string{"retail", "Retail", "Detailhandel", "Detaljhandel"},
		[4]string{"services", "Services", "Service", "Tjänster"},
		[4]string{"technology", "Technology", "Teknologi", "Teknik"},
		[4]string{"transport", "Transport", "Transport", "Transport"},
		[4]string{"wholesale", "Wholesale", "Engros", "Partihandel"})
	add(ListSource,
		[4]string{"website", "Website", "Websted", "Webbplats"},
		[4]string{"referral", "Referral", "Anbefaling", "Rekommendation"},
		[4]string{"fair", "Fair", "Messe", "Mässa"},
		[4]string{"campaign", "Campaign", "Kampagne", "Kampanj"},
		[4]string{"call", "Call", "Opkald", "Samtal"},
		[4]string{"import", "Import", "Import", "Import"})
	return out
}
