package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"holm/crm"
	"holm/lockout"
)

const (
	returnsEvery = time.Second
	returnLife   = 7 * 24 * time.Hour // for how long a return is news
)

// tellReturns tells the administrators, once for each return from LOCKED or
// READ_ONLY, what had to wait, until ctx ends.
func tellReturns(ctx context.Context, in *installation, log *slog.Logger) {
	tick := time.NewTicker(returnsEvery)
	defer tick.Stop()
	var told int64
	for {
		if back, ok := in.keeper.Returned(); ok && back.Entry != told {
			if err := in.tellReturn(ctx, back); err == nil {
				told = back.Entry
			} else if ctx.Err() == nil {
				log.Error("telling what waited", "error", err) // the next look tries again
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// tellReturn tells of one return. Doing it twice tells nobody twice.
func (in *installation) tellReturn(ctx context.Context, back lockout.Return) error {
	if in.now().Sub(back.At) > returnLife {
		return nil
	}
	waited, err := in.store.Waited(ctx, back.At, back.At.Add(-lockout.UnaskedFor))
	if err != nil {
		return err
	}
	users, err := in.administrators(ctx)
	if err != nil {
		return err
	}
	n := crm.Notice{Kind: "return", Subject: "return/" + strconv.FormatInt(back.Entry, 10), Link: "/admin/license",
		Values: map[string]string{crm.NoticeDate: back.Closed.Format(time.RFC3339), "jobs": strconv.Itoa(waited.Jobs),
			"mails": strconv.Itoa(waited.Mails), "old": strconv.Itoa(waited.Old)}}
	switch {
	case waited.Nothing():
		n.Kind = "return_nothing"
	case waited.Old > 0:
		n.Link = "/admin/mail"
	case waited.Jobs > 0:
		n.Link = "/jobs"
	}
	var all []crm.Notice
	for _, id := range users {
		n.User = id
		all = append(all, n)
	}
	_, err = in.store.Tell(ctx, all)
	return err
}

// administrators are the active users who may manage the licence.
func (in *installation) administrators(ctx context.Context) ([]int64, error) {
	roles, err := in.store.Roles(ctx)
	if err != nil {
		return nil, fmt.Errorf("finding the administrators: %w", err)
	}
	users, err := in.store.Users(ctx, crm.SystemActor())
	if err != nil {
		return nil, fmt.Errorf("finding the administrators: %w", err)
	}
	var ids []int64
	for _, u := range users {
		manages := slices.ContainsFunc(roles, func(r crm.Role) bool {
			return r.ID == u.Role && slices.Contains(r.Functions, crm.MayManageLicence)
		})
		if u.Status == crm.UserActive && !u.APIOnly && (u.Main || manages) {
			ids = append(ids, u.ID)
		}
	}
	return ids, nil
}
