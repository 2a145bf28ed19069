package licensing_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"testing"

	"holm/licensing"
)

func order() licensing.Order {
	return licensing.Order{Schema: 1, ID: "O-1", Installation: "7K2M-9QXR-4DTV", Agreement: "A-1", Serial: 2, PlacedAt: noon, PlacedBy: "Anna Skov",
		Authority: licensing.ByMainUser, Lines: []licensing.OrderLine{{Kind: licensing.OrderSeats, Code: "sales", Before: 3, Wanted: 5}}}
}

func TestStatement(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, 32))
	raw, err := licensing.SignStatement(licensing.OrderStatement, order(), key)
	text := signed(t, raw, err)
	var got licensing.Order
	by, err := licensing.OpenStatement(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")), licensing.OrderStatement, &got)
	if err != nil || !by.Equal(key.Public()) || got.Lines[0] != order().Lines[0] || got.Check() != nil {
		t.Fatalf("%+v, %v", got, err)
	}
	if _, err := licensing.OpenStatement(text, licensing.ReportStatement, &got); err == nil {
		t.Error("an order was read as a report")
	}
	at := bytes.Index(text, []byte(`"order": "`)) + 20
	for i := range 40 {
		changed := bytes.Clone(text)
		changed[at+i] ^= 1
		if _, err := licensing.OpenStatement(changed, licensing.OrderStatement, &got); err == nil {
			t.Errorf("byte %d changed", i)
		}
	}
}

func TestOrdersThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*licensing.Order){
		"no lines":    func(o *licensing.Order) { o.Lines = nil },
		"twice":       func(o *licensing.Order) { o.Lines = append(o.Lines, o.Lines[0]) },
		"negative":    func(o *licensing.Order) { o.Lines[0].Wanted = -1 },
		"two modules": func(o *licensing.Order) { o.Lines[0].Kind, o.Lines[0].Wanted = licensing.OrderModule, 2 },
		"kind":        func(o *licensing.Order) { o.Lines[0].Kind = "coffee" },
		"nobody":      func(o *licensing.Order) { o.PlacedBy = "" },
		"authority":   func(o *licensing.Order) { o.Authority = "temp" },
		"schema":      func(o *licensing.Order) { o.Schema = 2 },
	} {
		o := order()
		change(&o)
		var r *licensing.Rejection
		if err := o.Check(); !errors.As(err, &r) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
