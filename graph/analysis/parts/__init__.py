"""Parts of questions that the question builder puts together; `frame-…` are the queries around them."""
