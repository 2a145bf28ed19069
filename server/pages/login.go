package pages

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"time"

	"holm/crm"
	"holm/lockout"
)

// Passwords makes and checks password hashes.
type Passwords interface {
	Hash(ctx context.Context, password string) (string, error)
	Check(ctx context.Context, password, hash string) (bool, error)
}

type logins interface {
	UserByLogin(ctx context.Context, login string) (crm.User, error)
	Credential(ctx context.Context, user int64) (string, error)
	// LoginDelay returns how long a log-in name, or an address, still has to wait.
	LoginDelay(ctx context.Context, login, address string) (time.Duration, error)
	// LoginFailed counts a failure and returns the wait that follows.
	LoginFailed(ctx context.Context, login, address string) (time.Duration, error)
	LoginSucceeded(ctx context.Context, user int64, login string) error
}

var loginPage = page[loginData]{"login"}

type loginData struct {
	Login, Back   string
	Wrong, Notice string
}

func showLogin(v *visit) error {
	if done, err := v.p.Store.SetupDone(v.ctx()); err != nil {
		return err
	} else if !done {
		return v.to("/setup")
	}
	back := v.back("/")
	if v.In() {
		return v.to(back)
	}
	return show(v, loginPage, v.L.T("login.title"), loginData{Back: back, Notice: v.p.Sessions.Take(v.ctx(), "notice")})
}

// logIn checks name and password. Each failure lengthens the wait of that
// name, whether it exists or not, and very many that of the address.
func logIn(v *visit) error {
	login := v.form("login")
	again := func(status int, wrong string) error {
		return showStatus(v, status, loginPage, v.L.T("login.title"),
			loginData{Login: login, Back: v.back("/"), Wrong: wrong})
	}
	wait, err := v.p.Store.LoginDelay(v.ctx(), login, caller(v.r))
	if err != nil {
		return err
	}
	if wait > 0 {
		return again(http.StatusTooManyRequests, v.waitText(wait))
	}
	user, err := v.p.Store.UserByLogin(v.ctx(), login)
	if err != nil && !errors.Is(err, crm.ErrNotFound) {
		return err
	}
	hash := ""
	if err == nil && mayLogIn(user) {
		if hash, err = v.p.Store.Credential(v.ctx(), user.ID); err != nil && !errors.Is(err, crm.ErrNotFound) {
			return err
		}
	}
	right, err := v.p.Passwords.Check(v.ctx(), v.r.PostFormValue("password"), hash)
	if err != nil {
		return fmt.Errorf("checking a password: %w", err)
	}
	if !right {
		wait, err := v.p.Store.LoginFailed(v.ctx(), login, caller(v.r))
		if err != nil {
			return err
		}
		wrong := v.L.T("login.wrong")
		if wait > 0 {
			wrong += " " + v.waitText(wait)
		}
		return again(http.StatusUnauthorized, wrong)
	}
	if v.Verdict.MayLogIn(user.Category, user.Main) != nil {
		text, err := v.suspensionText()
		if err != nil {
			return err
		}
		return again(http.StatusForbidden, text)
	}
	if err := v.p.Store.LoginSucceeded(v.ctx(), user.ID, login); err != nil {
		return err
	}
	if err := v.p.Sessions.LogIn(v.ctx(), user.ID, stampOf(hash), v.form("long") != ""); err != nil {
		return fmt.Errorf("starting the session: %w", err)
	}
	if v.Verdict.State == lockout.ReadOnly {
		if a, err := v.p.Store.ActorOf(v.ctx(), user.ID); err == nil && a.Main && v.p.Exporter != nil && v.Verdict.Termination != nil {
			return v.to("/export")
		}
	}
	return v.to(v.back("/"))
}

// waitText says how long to wait, in seconds or minutes.
func (v *visit) waitText(wait time.Duration) string {
	seconds := int((wait + time.Second - 1) / time.Second)
	if seconds > 90 {
		return v.L.T("login.wait_minutes", "n", (seconds+59)/60)
	}
	return v.L.T("login.wait", "n", seconds)
}

func logOut(v *visit) error {
	if err := v.p.Sessions.LogOut(v.ctx()); err != nil {
		return fmt.Errorf("ending the session: %w", err)
	}
	return v.to("/login")
}

// stamp ties a session to the password it began with: after a change of the
// password every session of the user has ended.
func (p *Pages) stamp(ctx context.Context, user int64) (string, error) {
	hash, err := p.Store.Credential(ctx, user)
	if errors.Is(err, crm.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading the credential: %w", err)
	}
	return stampOf(hash), nil
}

func stampOf(hash string) string {
	sum := sha256.Sum256([]byte(hash))
	return hex.EncodeToString(sum[:8])
}
