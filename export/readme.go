package export

import "holm/crm"

func readme(o Options, name string, tables []crm.Table, c census) (string, error) { return "", nil }
