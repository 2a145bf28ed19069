package pages

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// caller is the address that a request comes from, as far as it can be trusted:
// "" when it cannot. What comes from this machine comes through a proxy, which
// adds the address it was called from at the end of a header; anybody else
// could write there what they like. Of IPv6 it is the network, of which one
// caller has all addresses.
func caller(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	ip, err := netip.ParseAddr(host)
	if err == nil && ip.IsLoopback() {
		all := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		ip, err = netip.ParseAddr(strings.TrimSpace(all[len(all)-1]))
	}
	if err != nil || ip.IsLoopback() {
		return ""
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		return netip.PrefixFrom(ip, 64).Masked().String()
	}
	return ip.String()
}
