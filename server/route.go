package server

import (
	"strings"

	"github.com/labstack/echo/v4"

	"holm/server/pages"
)

// echoPath writes a path of the pages, "/companies/{id}", as echo wants it.
func echoPath(path string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}

// page adapts a page to echo.
func (s *Server) page(route *pages.Route) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		for i, name := range c.ParamNames() {
			r.SetPathValue(name, c.ParamValues()[i])
		}
		return s.pages.Serve(c.Response(), r, route)
	}
}
