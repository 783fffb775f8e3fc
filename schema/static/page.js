"use strict";

// A token pasted into the header editor serves queries and the socket alike.
const EXAMPLE = `# Klimakreis: paste a token under "Headers" below:
#
#   { "Authorization": "Bearer kk_..." }
#
# at: what the record knew. on: the day in the world that is asked about.
{
  county(on: "2018-05-01") {
    name
    municipalities(first: 5, filter: { name: { startsWith: "h" } }, orderBy: [{ field: POPULATION, direction: DESC }]) {
      totalCount
      nodes {
        ags
        name
        population
        association { name }
        history(last: 1) { nodes { type recordedAt reason { text status } } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
`;

let headers = {};
const socket = new URL(window.location.pathname, window.location.href);
socket.protocol = socket.protocol === "https:" ? "wss:" : "ws:";

const fetcher = GraphiQL.createFetcher({
  url: window.location.pathname,
  wsClient: graphqlWs.createClient({ url: socket.href, lazy: true, connectionParams: () => headers }),
});

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: (parameters, options) => {
      headers = (options && options.headers) || {};
      return fetcher(parameters, options);
    },
    defaultQuery: EXAMPLE,
    defaultHeaders: '{\n  "Authorization": "Bearer "\n}',
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: "headers",
  }),
);
