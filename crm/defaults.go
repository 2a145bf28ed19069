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
	languages := [8]string{"en", "da", "sv", "nb", "de", "nl", "fi", "fr"}
	var out []DefaultListItem
	add := func(list string, rows [][9]string) { // the key, then its name in each language
		for i, r := range rows {
			names := Texts{}
			for j, code := range languages {
				names[code] = r[1+j]
			}
			out = append(out, DefaultListItem{r[0], ListItem{ID: int64(len(out) + 1), List: list, Rank: int64(i + 1), Active: true, Names: names}})
		}
	}
	add(ListCompanyCategory, [][9]string{
		{"customer", "Customer", "Kunde", "Kund", "Kunde", "Kunde", "Klant", "Asiakas", "Client"},
		{"prospect", "Prospect", "Emne", "Prospekt", "Potensiell kunde", "Interessent", "Prospect", "Mahdollinen asiakas", "Prospect"},
		{"partner", "Partner", "Partner", "Partner", "Partner", "Partner", "Partner", "Kumppani", "Partenaire"},
		{"supplier", "Supplier", "Leverandør", "Leverantör", "Leverandør", "Lieferant", "Leverancier", "Toimittaja", "Fournisseur"},
		{"competitor", "Competitor", "Konkurrent", "Konkurrent", "Konkurrent", "Wettbewerber", "Concurrent", "Kilpailija", "Concurrent"},
		{"other", "Other", "Andet", "Övrigt", "Annet", "Sonstige", "Overig", "Muu", "Autre"},
	})
	add(ListBusiness, [][9]string{
		{"agriculture", "Agriculture", "Landbrug", "Jordbruk", "Landbruk", "Landwirtschaft", "Landbouw", "Maatalous", "Agriculture"},
		{"construction", "Construction", "Byggeri", "Bygg", "Bygg og anlegg", "Bau", "Bouw", "Rakentaminen", "Construction"},
		{"education", "Education", "Uddannelse", "Utbildning", "Utdanning", "Bildung", "Onderwijs", "Koulutus", "Enseignement"},
		{"energy", "Energy", "Energi", "Energi", "Energi", "Energie", "Energie", "Energia", "Énergie"},
		{"finance", "Finance", "Finans", "Finans", "Finans", "Finanzen", "Financiën", "Rahoitus", "Finance"},
		{"food", "Food", "Fødevarer", "Livsmedel", "Matvarer", "Lebensmittel", "Voeding", "Elintarvikkeet", "Agroalimentaire"},
		{"health", "Health", "Sundhed", "Hälsa", "Helse", "Gesundheit", "Gezondheidszorg", "Terveys", "Santé"},
		{"hospitality", "Hospitality", "Hotel og restauration", "Hotell och restaurang", "Hotell og restaurant", "Gastgewerbe", "Horeca", "Majoitus ja ravintolat", "Hôtellerie et restauration"},
		{"manufacturing", "Manufacturing", "Produktion", "Tillverkning", "Industri", "Produktion", "Industrie", "Teollisuus", "Industrie"},
		{"media", "Media", "Medier", "Media", "Medier", "Medien", "Media", "Media", "Médias"},
		{"public", "Public sector", "Offentlig sektor", "Offentlig sektor", "Offentlig sektor", "Öffentlicher Sektor", "Overheid", "Julkinen sektori", "Secteur public"},
		{"retail", "Retail", "Detailhandel", "Detaljhandel", "Detaljhandel", "Einzelhandel", "Detailhandel", "Vähittäiskauppa", "Commerce de détail"},
		{"services", "Services", "Service", "Tjänster", "Tjenester", "Dienstleistungen", "Dienstverlening", "Palvelut", "Services"},
		{"technology", "Technology", "Teknologi", "Teknik", "Teknologi", "Technologie", "Technologie", "Teknologia", "Technologie"},
		{"transport", "Transport", "Transport", "Transport", "Transport", "Transport", "Transport", "Kuljetus", "Transport"},
		{"wholesale", "Wholesale", "Engros", "Partihandel", "Engroshandel", "Großhandel", "Groothandel", "Tukkukauppa", "Commerce de gros"},
	})
	add(ListSource, [][9]string{
		{"website", "Website", "Websted", "Webbplats", "Nettsted", "Website", "Website", "Verkkosivu", "Site web"},
		{"referral", "Referral", "Anbefaling", "Rekommendation", "Anbefaling", "Empfehlung", "Aanbeveling", "Suositus", "Recommandation"},
		{"fair", "Fair", "Messe", "Mässa", "Messe", "Messe", "Beurs", "Messut", "Salon"},
		{"campaign", "Campaign", "Kampagne", "Kampanj", "Kampanje", "Kampagne", "Campagne", "Kampanja", "Campagne"},
		{"call", "Call", "Opkald", "Samtal", "Telefonsamtale", "Anruf", "Telefoongesprek", "Puhelu", "Appel"},
		{"import", "Import", "Import", "Import", "Import", "Import", "Import", "Tuonti", "Import"},
	})
	add(ListConsentPurpose, [][9]string{
		{"newsletter", "Newsletter", "Nyhedsbrev", "Nyhetsbrev", "Nyhetsbrev", "Newsletter", "Nieuwsbrief", "Uutiskirje", "Lettre d’information"},
		{"marketing by e-mail", "Marketing by e-mail", "Markedsføring pr. e-mail", "Marknadsföring via e-post", "Markedsføring på e-post", "Werbung per E-Mail", "Marketing per e-mail", "Sähköpostimarkkinointi", "Prospection par e-mail"},
		{"marketing by phone", "Marketing by phone", "Markedsføring pr. telefon", "Marknadsföring via telefon", "Markedsføring på telefon", "Werbung per Telefon", "Marketing per telefoon", "Puhelinmarkkinointi", "Prospection par téléphone"},
		{"customer relation", "Customer relationship", "Kundeforhold", "Kundrelation", "Kundeforhold", "Kundenbeziehung", "Klantrelatie", "Asiakassuhde", "Relation client"},
		{"events", "Invitations to events", "Invitationer til arrangementer", "Inbjudningar till evenemang", "Invitasjoner til arrangementer", "Einladungen zu Veranstaltungen", "Uitnodigingen voor evenementen", "Tapahtumakutsut", "Invitations à des événements"},
		{"sharing with partners", "Sharing with partners", "Deling med partnere", "Delning med partner", "Deling med partnere", "Weitergabe an Partner", "Delen met partners", "Luovutus kumppaneille", "Partage avec des partenaires"},
	})
	add(ListDocumentType, [][9]string{
		{"offer", "Offer", "Tilbud", "Offert", "Tilbud", "Angebot", "Offerte", "Tarjous", "Offre"},
		{"contract", "Contract", "Kontrakt", "Avtal", "Avtale", "Vertrag", "Contract", "Sopimus", "Contrat"},
		{"invoice", "Invoice", "Faktura", "Faktura", "Faktura", "Rechnung", "Factuur", "Lasku", "Facture"},
		{"letter", "Letter", "Brev", "Brev", "Brev", "Brief", "Brief", "Kirje", "Lettre"},
		{"minutes", "Minutes", "Referat", "Protokoll", "Referat", "Protokoll", "Notulen", "Pöytäkirja", "Compte rendu"},
		{"drawing", "Drawing", "Tegning", "Ritning", "Tegning", "Zeichnung", "Tekening", "Piirustus", "Plan"},
		{"picture", "Picture", "Billede", "Bild", "Bilde", "Bild", "Afbeelding", "Kuva", "Image"},
		{"other", "Other", "Andet", "Övrigt", "Annet", "Sonstiges", "Overig", "Muu", "Autre"},
	})
	return out
}
