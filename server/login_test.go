package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestSetUpLeadsToLogInAndTerms(t *testing.T) {
	h := newHouse(t)
	if to := h.get("/companies", http.StatusSeeOther).Header.Get("Location"); to != "/setup" {
		t.Errorf("before set-up /companies leads to %q", to)
	}
	h.has(h.get("/setup", http.StatusOK), `name="token"`, `name="hosting"`)
	wrong := h.post("/setup", url.Values{"token": {"nonsense"}, "company": {"A"}, "country": {"DK"}, "name": {"N"},
		"email": {mainLogin}, "password": {mainPassword}, "hosting": {"own"}}, http.StatusForbidden)
	h.has(wrong, "This code is not the latest one", `value="A"`)
	h.lacks(wrong, mainPassword)
	h.setUp()
	h.get("/setup", http.StatusSeeOther)
	h.logIn(mainLogin, mainPassword)
	if to := h.get("/", http.StatusSeeOther).Header.Get("Location"); !strings.HasPrefix(to, "/terms") {
		t.Errorf("before the terms are accepted / leads to %q", to)
	}
	h.post("/terms", url.Values{"version": {"1"}}, http.StatusUnprocessableEntity)
	h.post("/terms", url.Values{"agree": {"1"}, "version": {"1"}}, http.StatusSeeOther)
	h.has(h.get("/", http.StatusOK), "Recent changes")
}

func TestLogInRefusesAndSlowsDown(t *testing.T) {
	h := newHouse(t)
	h.setUp()
	form := url.Values{"login": {mainLogin}, "password": {"not the password"}}
	for range 3 {
		h.has(h.post("/login", form, http.StatusUnauthorized), "The name or the password is wrong.")
	}
	h.has(h.post("/login", form, http.StatusUnauthorized), "Wait ")
	h.has(h.post("/login", url.Values{"login": {mainLogin}, "password": {mainPassword}}, http.StatusTooManyRequests), "Wait ")
	h.post("/login", url.Values{"login": {"nobody@lindholt.example"}, "password": {"x"}}, http.StatusUnauthorized)
}

func TestLogInKeepsToThisSite(t *testing.T) {
	h := newHouse(t)
	h.setUp()
	for back, want := range map[string]string{"/companies?q=a": "/companies?q=a", "https://evil.example/": "/", "//evil.example": "/", `/\evil.example`: "/"} {
		to := h.post("/login", url.Values{"login": {mainLogin}, "password": {mainPassword}, "back": {back}}, http.StatusSeeOther)
		if got := to.Header.Get("Location"); got != want {
			t.Errorf("back to %q leads to %q, not %q", back, got, want)
		}
	}
}

func TestSessionsEndWithThePassword(t *testing.T) {
	h := furnished(t)
	here, there := h.http, h.browser()
	h.http = there
	h.logIn(mainLogin, mainPassword)
	h.get("/companies", http.StatusOK)
	h.http = here
	h.post("/me/password", url.Values{"old": {"wrong"}, "password": {"another long one"}}, http.StatusUnprocessableEntity)
	h.post("/me/password", url.Values{"old": {mainPassword}, "password": {"another long one"}}, http.StatusSeeOther)
	h.get("/companies", http.StatusOK)
	h.http = there
	h.get("/companies", http.StatusSeeOther)
	h.http = here
	h.post("/logout", url.Values{}, http.StatusSeeOther)
	h.get("/companies", http.StatusSeeOther)
}

func TestHeadersAndCrossSiteRequests(t *testing.T) {
	h := furnished(t)
	a := h.get("/companies", http.StatusOK)
	policy := a.Header.Get("Content-Security-Policy")
	if policy == "" || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
		"License-State": "EVALUATION", "Cache-Control": "no-store", "Referrer-Policy": "same-origin"} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	if a.Header.Get("X-Request-Id") == "" {
		t.Error("the answer has no request id")
	}
	for _, header := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}} {
		res := h.do(http.MethodPost, "/companies", url.Values{"name": {"Forged"}}, header)
		h.want(res, "/companies", http.StatusForbidden)
	}
	h.lacks(h.get("/companies", http.StatusOK), "Forged")
	if out := h.get("/login", http.StatusSeeOther); out.Header.Get("Location") != "/" {
		t.Error("somebody logged in sees the log-in page")
	}
}

func TestStateWithoutLogIn(t *testing.T) {
	h := newHouse(t)
	h.has(h.get("/api/state", http.StatusOK), `"state":"available"`)
	h.has(h.get("/healthz", http.StatusOK), "ok")
	h.has(h.get("/readyz", http.StatusOK), "ready")
	if h.get("/healthz", http.StatusOK).Header.Get("License-State") != "" {
		t.Error("the licence's state is shown without log-in")
	}
}
