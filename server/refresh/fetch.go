package refresh

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"holm/crm"
)

// What an answer may take.
const (
	answerTime  = 30 * time.Second
	answerBytes = 4 << 20
	answerTexts = 100
)

// request is what is sent to the vendor, to the letter.
func request(s crm.Refresh, installation string) string {
	u, err := url.Parse(s.Address)
	if err != nil || u.Host == "" {
		return ""
	}
	return "GET " + u.EscapedPath() + documentsPath(installation) + " HTTP/1.1\r\nHost: " + u.Host + "\r\nConnection: close\r\n\r\n"
}

func documentsPath(installation string) string {
	return "/v1/documents/" + url.PathEscape(installation)
}

// answer is what the vendor sends.
type answer struct {
	Documents []string `json:"documents"`
}

// fetch asks the vendor. The result says what went wrong; without an outcome
// nothing did.
func fetch(ctx context.Context, s crm.Refresh, installation string) ([]string, crm.RefreshResult) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, s.Address+documentsPath(installation), nil)
	if err != nil {
		return nil, crm.RefreshResult{Outcome: crm.RefreshUnreachable}
	}
	ask.Header.Set("User-Agent", "") // not even which program asks
	ask.Close = true
	client, err := client(s)
	if err != nil {
		return nil, crm.RefreshResult{Outcome: crm.RefreshForbidden}
	}
	response, err := client.Do(ask)
	if err != nil {
		return nil, crm.RefreshResult{Outcome: outcomeOf(err)}
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return nil, crm.RefreshResult{Outcome: crm.RefreshUnknown}
	default:
		return nil, crm.RefreshResult{Outcome: crm.RefreshFailed, Status: response.StatusCode}
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, answerBytes+1))
	if err != nil {
		return nil, crm.RefreshResult{Outcome: crm.RefreshUnreachable}
	}
	if len(body) > answerBytes {
		return nil, crm.RefreshResult{Outcome: crm.RefreshTooLong}
	}
	var a answer
	if json.Unmarshal(body, &a) != nil || a.Documents == nil {
		return nil, crm.RefreshResult{Outcome: crm.RefreshUnreadable}
	}
	if len(a.Documents) > answerTexts {
		return nil, crm.RefreshResult{Outcome: crm.RefreshTooLong}
	}
	return a.Documents, crm.RefreshResult{}
}

// client follows no redirects, keeps no connection, speaks TLS 1.2 at least,
// and takes no proxy from the environment.
func client(s crm.Refresh) (*http.Client, error) {
	u, err := url.Parse(s.Address)
	if err != nil {
		return nil, err
	}
	local := u.Scheme == "http" && s.Proxy == "" // plain HTTP stays on this machine
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error { return permitted(address, local) }}
	transport := &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, DisableCompression: true,
		TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: 64 << 10,
		TLSNextProto:    map[string]func(string, *tls.Conn) http.RoundTripper{}, // HTTP/1.1, as is shown
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
	if s.Proxy != "" {
		proxy, err := url.Parse(s.Proxy)
		if err != nil {
			return nil, err
		}
		transport.Proxy = http.ProxyURL(proxy)
	}
	if authorities, ok := s.Authorities(); ok && len(authorities) > 0 {
		pool := x509.NewCertPool()
		for _, c := range authorities {
			pool.AddCert(c)
		}
		transport.TLSClientConfig.RootCAs = pool
	}
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, nil
}

// errForbidden says that a name leads to an address that is not asked.
var errForbidden = errors.New("this address is not asked")

// permitted looks at the address that is really called, after names were looked
// up: never one of the link, where clouds keep their secrets, nor of many.
func permitted(address string, local bool) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", errForbidden, address)
	}
	ip := at.Addr().Unmap()
	if ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() || local && !ip.IsLoopback() {
		return fmt.Errorf("%w: %s", errForbidden, address)
	}
	return nil
}

func outcomeOf(err error) crm.RefreshOutcome {
	var verification *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	switch {
	case errors.Is(err, errForbidden):
		return crm.RefreshForbidden
	case errors.As(err, &verification), errors.As(err, &header), strings.Contains(err.Error(), "tls:"), strings.Contains(err.Error(), "x509:"),
		strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return crm.RefreshDistrusted
	}
	return crm.RefreshUnreachable
}
