package crm

import (
	"strings"
	"time"

	"golang.org/x/text/language"
)

// CodeList names a list of codes that others keep. A text field with one takes
// nothing else.
type CodeList string

// The lists of codes.
const (
	Countries  CodeList = "country"   // ISO 3166-1 alpha-2, and XK for Kosovo
	Currencies CodeList = "currency"  // ISO 4217
	Languages  CodeList = "language"  // BCP 47
	TimeZones  CodeList = "time_zone" // IANA
)

// Has reports whether the code stands in the list, written as the list does.
func (l CodeList) Has(code string) bool {
	switch l {
	case Countries:
		return among(code, 2, countryCodes)
	case Currencies:
		return among(code, 3, currencyCodes)
	case Languages:
		tag, err := language.Parse(code)
		return err == nil && tag != language.Und
	case TimeZones:
		_, err := time.LoadLocation(code)
		return err == nil && code != "Local"
	}
	return true
}

// among looks a code of so many letters up in a list with spaces between.
func among(code string, letters int, list string) bool {
	return len(code) == letters && !strings.Contains(code, " ") && strings.Contains(list, code)
}

// wrong is the message key for a code that the list does not have.
func (l CodeList) wrong() string {
	switch l {
	case Countries:
		return "error.country"
	case Currencies:
		return "error.currency"
	case Languages:
		return "error.language"
	}
	return "error.time_zone"
}

// tidy writes a code as its list does where that is only a matter of capitals.
func (l CodeList) tidy(code string) string {
	if code = strings.TrimSpace(code); l == Countries || l == Currencies {
		return strings.ToUpper(code)
	}
	return code
}

// CountryCodes returns the codes of all countries, in order.
func CountryCodes() []string { return strings.Fields(countryCodes) }

// CurrencyCodes returns the codes of all currencies, in order.
func CurrencyCodes() []string { return strings.Fields(currencyCodes) }

const (
	countryCodes = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT " +
		"BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH " +
		"ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT " +
		"HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS " +
		"LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI " +
		"NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG " +
		"SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG " +
		"UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
	currencyCodes = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD " +
		"CAD CDF CHE CHF CHW CLF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP " +
		"GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF " +
		"KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN " +
		"NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD " +
		"SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES " +
		"VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL"
)

// coded makes a text field take the codes of a list.
func coded[T any](list CodeList, f field[T]) field[T] {
	f.Codes = list
	return f
}
