package pages

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"holm/crm"
)

type notices interface {
	Notices(ctx context.Context, a crm.Actor, limit int) ([]crm.Notice, error)
	UnreadNotices(ctx context.Context, user int64) (int, error)
	ReadNotice(ctx context.Context, a crm.Actor, id int64) (crm.Notice, error)
	ReadNotices(ctx context.Context, a crm.Actor) error
	ReadSubject(ctx context.Context, user int64, subject string) error
}

const (
	noticeBase   = "/notices"
	noticesShown = 100
	unreadShown  = 99
)

var noticePage = page[noticeData]{"notice_list"}

type noticeData struct {
	Days   []noticeDay
	Unread bool
}

// noticeDay is what came on one day.
type noticeDay struct {
	Day  string
	Rows []noticeLine
}

type noticeLine struct {
	ID          int64
	Icon, Tone  string
	Title, More string
	When        string
	Unread      bool
	Leads       bool // somewhere
}

// unread is how many notices the bell shows.
func (v *visit) unread() (string, error) {
	n, err := v.p.Store.UnreadNotices(v.ctx(), v.User.ID)
	switch {
	case err != nil || n == 0:
		return "", err
	case n > unreadShown:
		return strconv.Itoa(unreadShown) + "+", nil
	}
	return strconv.Itoa(n), nil
}

func listNotices(v *visit) error {
	list, err := v.p.Store.Notices(v.ctx(), v.Actor, noticesShown)
	if err != nil {
		return err
	}
	var d noticeData
	for _, n := range list {
		at := n.At.In(v.Zone)
		if day := capital(v.L.LongDate(at)); len(d.Days) == 0 || d.Days[len(d.Days)-1].Day != day {
			d.Days = append(d.Days, noticeDay{Day: day})
		}
		rows := &d.Days[len(d.Days)-1].Rows
		*rows = append(*rows, v.noticeLine(n))
		d.Unread = d.Unread || n.Unread()
	}
	return show(v, noticePage, v.L.T("notice.many"), d)
}

func (v *visit) noticeLine(n crm.Notice) noticeLine {
	line := noticeLine{ID: n.ID, Unread: n.Unread(), When: v.L.Clock(n.At.In(v.Zone)), Icon: "bell", Leads: n.Link != ""}
	line.Title, line.More = v.L.notice(n, v.Zone)
	what, _, _ := strings.Cut(n.Kind, "_")
	switch what {
	case "job":
		line.Icon = "clock"
	case "license":
		line.Icon = "shield"
	}
	if strings.HasSuffix(n.Kind, "_failed") {
		line.Tone = "is-late"
	}
	return line
}

// notice says a notice in the language: its sentence, and more where there is
// more to say.
func (l *locale) notice(n crm.Notice, zone *time.Location) (title, more string) {
	var pairs []any
	for _, name := range slices.Sorted(maps.Keys(n.Values)) {
		value := n.Values[name]
		switch {
		case strings.HasPrefix(name, crm.NoticeDate):
			if at, err := time.Parse(time.RFC3339, value); err == nil {
				value = l.LongMoment(at.In(zone))
			}
		case strings.HasPrefix(name, crm.NoticeKey):
			value = l.T(value)
		}
		pairs = append(pairs, name, value)
	}
	title = l.T("notice."+n.Kind, pairs...)
	if key := "notice." + n.Kind + "_more"; l.Has(key) {
		more = l.T(key, pairs...)
	}
	return title, more
}

// openNotice notes that it was read, and leads to what it is about.
func openNotice(v *visit) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	n, err := v.p.Store.ReadNotice(v.ctx(), v.Actor, id)
	if err != nil {
		return fmt.Errorf("opening a notice: %w", err)
	}
	return v.to(local(n.Link, noticeBase))
}

func readNotices(v *visit) error {
	if err := v.p.Store.ReadNotices(v.ctx(), v.Actor); err != nil {
		return err
	}
	return v.to(noticeBase)
}
