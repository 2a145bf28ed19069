package pages

import (
	"context"
	"fmt"

	"holm/crm"
)

// followers says who follows which records.
type followers interface {
	Follow(ctx context.Context, a crm.Actor, entity crm.Entity, id int64, follow bool) error
	Followers(ctx context.Context, a crm.Actor, entity crm.Entity, id int64) (users []int64, own bool, err error)
	Followed(ctx context.Context, a crm.Actor, limit int) ([]crm.Hit, error)
}

// followView is the button that follows a record.
type followView struct {
	URL  string // where the form goes; empty when nothing can be changed now
	Back string
	On   bool
	Who  string // names of the followers
	N    int
}

// follow shows whether the visitor follows a record, and who else does.
func (v *visit) follow(e crm.Entity, address string, id int64, n *names) (followView, error) {
	users, own, err := v.p.Store.Followers(v.ctx(), v.Actor, e, id)
	if err != nil {
		return followView{}, fmt.Errorf("reading who follows a record: %w", err)
	}
	f := followView{On: own, N: len(users), Back: v.here()}
	for _, u := range users {
		if name := n.users[u]; name != "" {
			if f.Who != "" {
				f.Who += ", "
			}
			f.Who += name
		}
	}
	if v.mayChange() {
		f.URL = address + "/follow"
	}
	return f, nil
}

func followCompany(v *visit) error { return v.setFollow(crm.EntityCompany, companyBase) }
func followPerson(v *visit) error  { return v.setFollow(crm.EntityPerson, personBase) }

func (v *visit) setFollow(e crm.Entity, base string) error {
	id, err := v.id()
	if err != nil {
		return err
	}
	if err := v.p.Store.Follow(v.ctx(), v.Actor, e, id, v.form("follow") != ""); err != nil {
		return err
	}
	return v.to(v.back(recordURL(base, id)))
}

// followed lists what the visitor follows, for home.
func (v *visit) followed() (related, error) {
	r := related{Key: "home.followed"}
	hits, err := v.p.Store.Followed(v.ctx(), v.Actor, homeRows)
	if err != nil {
		return r, fmt.Errorf("reading what is followed: %w", err)
	}
	for _, h := range hits {
		shown := v.hit(h)
		r.Lines = append(r.Lines, relatedLine{Text: shown.Text, Small: shown.Kind, URL: shown.URL, Org: shown.Org})
	}
	return r, nil
}
