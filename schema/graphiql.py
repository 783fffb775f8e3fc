"""The IDE at the endpoint: GraphiQL, served from this package without contacting other hosts."""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Klimakreis · GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphql/static/graphiql.min.css">
<link rel="stylesheet" href="/graphql/static/page.css">
</head>
<body>
<div id="graphiql">GraphiQL needs JavaScript.</div>
<script src="/graphql/static/react.production.min.js"></script>
<script src="/graphql/static/react-dom.production.min.js"></script>
<script src="/graphql/static/graphql-ws.min.js"></script>
<script src="/graphql/static/graphiql.min.js"></script>
<script src="/graphql/static/page.js"></script>
</body>
</html>
"""

PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
