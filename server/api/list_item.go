package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"holm/crm"
)

// Lists is what the API needs of the store to explain the ids in records.
type Lists interface {
	ListItems(ctx context.Context, list string) ([]crm.ListItem, error)
	Groups(ctx context.Context) ([]crm.Group, error)
}

// ListItem is an entry of a pick list.
type ListItem struct {
	ID     int64             `json:"id"`
	List   string            `json:"list"`
	Names  map[string]string `json:"names" doc:"By language code."`
	Rank   int64             `json:"rank"`
	Colour string            `json:"colour,omitempty"`
	Active bool              `json:"active" doc:"Items out of use stay in records that have them."`
}

// ListItems are pick list items in their order.
type ListItems struct {
	Items []ListItem `json:"items" nullable:"false"`
}

// Group is a team that records and users belong to.
type Group struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// Groups are all groups.
type Groups struct {
	Items []Group `json:"items" nullable:"false"`
}

type listItemsInput struct {
	List string `query:"list" maxLength:"60" doc:"Only this list: company_category, business, source."`
}

type listItemsAnswer struct{ Body ListItems }

type groupsAnswer struct{ Body Groups }

// addLists registers what there is to choose from. These are few and come
// whole, without pages.
func (s *service) addLists() {
	items := s.operation(http.MethodGet, "/list_items", "list-list-items", "List the items of pick lists")
	items.Responses = s.responses(http.StatusOK, "", 401, 402, 403, 422)
	huma.Register(s.api, items, bind(s, func(ctx context.Context, in *listItemsInput) (*listItemsAnswer, error) {
		found, err := s.Store.ListItems(ctx, in.List)
		if err != nil {
			return nil, err
		}
		out := ListItems{Items: make([]ListItem, len(found))}
		for i, item := range found {
			out.Items[i] = ListItem{item.ID, item.List, item.Names, item.Rank, item.Colour, item.Active}
		}
		return &listItemsAnswer{out}, nil
	}))
	groups := s.operation(http.MethodGet, "/groups", "list-groups", "List the groups")
	groups.Responses = s.responses(http.StatusOK, "", 401, 402, 403, 422)
	huma.Register(s.api, groups, bind(s, func(ctx context.Context, _ *struct{}) (*groupsAnswer, error) {
		found, err := s.Store.Groups(ctx)
		if err != nil {
			return nil, err
		}
		out := Groups{Items: make([]Group, len(found))}
		for i, g := range found {
			out.Items[i] = Group{g.ID, g.Name}
		}
		return &groupsAnswer{out}, nil
	}))
}
