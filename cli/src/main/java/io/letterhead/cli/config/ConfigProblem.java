package io.letterhead.cli.config;

/** The names of the problems that only a configuration has; others it shares with policy files. */
enum ConfigProblem {
  ACCESS_WITHOUT_CALLERS("access-without-callers"),
  BAD_ADDRESS("bad-address"),
  BAD_CALLER("bad-caller"),
  BAD_CERTIFICATE("bad-certificate"),
  BAD_COUNT("bad-count"),
  BAD_DIGEST("bad-digest"),
  BAD_DURATION("bad-duration"),
  BAD_HOST("bad-host"),
  BAD_JWKS("bad-jwks"),
  BAD_METHOD("bad-method"),
  BAD_NETWORK("bad-network"),
  BAD_RATE("bad-rate"),
  BAD_REDIS("bad-redis"),
  BAD_ROUTE("bad-route"),
  BAD_SIZE("bad-size"),
  BAD_WEB_ORIGIN("bad-web-origin"),
  BAD_WORD("bad-word"),
  LISTEN_WITHOUT_CALLERS("listen-without-callers"),
  MISSING_FOLDER("missing-folder"),
  PLAIN_UPSTREAM("plain-upstream"),
  SHARED_ADDRESS("shared-address"),
  SHARED_KEY("shared-key"),
  TAKEN_ROUTE("taken-route"),
  UNKNOWN_CALLER("unknown-caller"),
  UNKNOWN_VARIABLE("unknown-variable");

  private final String title;

  ConfigProblem(String title) {
    this.title = title;
  }

  /** The stable kebab-case name. */
  String title() {
    return title;
  }
}
