package io.letterhead.apache;

/** The clients that the attacks are tried on. */
enum ClientKind {
  CLASSIC,
  ASYNC,
  ASYNC_H2
}
