package licensing

import "slices"

// Feature names a function of the product that a user category gives. A
// category that lists none gives them all.
type Feature = string

// The features. Names are kept for ever: they stand in signed licences.
const (
	FeatureRead           Feature = "read" // looking at business data
	FeatureContacts       Feature = "contacts"
	FeatureActivities     Feature = "activities" // and the diary
	FeatureDocuments      Feature = "documents"
	FeatureSales          Feature = "sales"
	FeatureProjects       Feature = "projects"
	FeatureRequests       Feature = "requests"
	FeatureSelections     Feature = "selections"
	FeatureMailings       Feature = "mailings"
	FeatureDashboards     Feature = "dashboards"
	FeatureAdministration Feature = "administration" // for those whose role gives it
)

// Features lists every feature, in the order in which they are shown.
func Features() []Feature {
	return []Feature{FeatureRead, FeatureContacts, FeatureActivities, FeatureDocuments, FeatureSales, FeatureProjects,
		FeatureRequests, FeatureSelections, FeatureMailings, FeatureDashboards, FeatureAdministration}
}

// Gives reports whether the category gives the feature.
func (c Category) Gives(f Feature) bool { return c.Features == nil || slices.Contains(c.Features, f) }

// UsualCategories are the user categories of the vendor's first price list and
// of the evaluation: everything, three professions, administration without
// business data, and reading alone. They hold no seats.
func UsualCategories() []Category {
	work := []Feature{FeatureRead, FeatureContacts, FeatureActivities, FeatureDocuments, FeatureDashboards, FeatureAdministration}
	with := func(more ...Feature) []Feature {
		return slices.DeleteFunc(Features(), func(f Feature) bool { return !slices.Contains(work, f) && !slices.Contains(more, f) })
	}
	return []Category{
		{Code: "complete", Features: Features(), Name: Text{"en": "Complete", "da": "Komplet", "sv": "Komplett",
			"nb": "Komplett", "de": "Komplett", "nl": "Volledig", "fi": "Täysi", "fr": "Complet"}},
		{Code: "sales", Features: with(FeatureSales, FeatureProjects, FeatureSelections), Name: Text{"en": "Sales", "da": "Salg", "sv": "Försäljning",
			"nb": "Salg", "de": "Vertrieb", "nl": "Verkoop", "fi": "Myynti", "fr": "Ventes"}},
		{Code: "service", Features: with(FeatureRequests), Name: Text{"en": "Service", "da": "Service", "sv": "Service",
			"nb": "Service", "de": "Service", "nl": "Service", "fi": "Palvelu", "fr": "Service"}},
		{Code: "marketing", Features: with(FeatureSelections, FeatureMailings), Name: Text{"en": "Marketing", "da": "Marketing", "sv": "Marknadsföring",
			"nb": "Markedsføring", "de": "Marketing", "nl": "Marketing", "fi": "Markkinointi", "fr": "Marketing"}},
		{Code: "administrator", Features: []Feature{FeatureAdministration}, Name: Text{"en": "Administrator", "da": "Administrator", "sv": "Administratör",
			"nb": "Administrator", "de": "Administrator", "nl": "Beheerder", "fi": "Järjestelmänvalvoja", "fr": "Administrateur"}},
		{Code: "reader", Features: []Feature{FeatureRead}, Name: Text{"en": "Reader", "da": "Læser", "sv": "Läsare",
			"nb": "Leser", "de": "Leser", "nl": "Lezer", "fi": "Lukija", "fr": "Lecteur"}},
	}
}
