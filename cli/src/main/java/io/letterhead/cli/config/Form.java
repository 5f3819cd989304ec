package io.letterhead.cli.config;

/** The form of a setting's value: how flags and variables spell it, and its part of the schema. */
enum Form {
  ADDRESS("address", "HOST:PORT", Syntax.VALUE),
  DURATION("duration", "TIME", Syntax.VALUE),
  SIZE("size", "SIZE", Syntax.VALUE),
  COUNT("count", "COUNT", Syntax.VALUE),
  HOSTS("hosts", "NAME", Syntax.LIST),
  WEB_ORIGINS("web-origins", "ORIGIN", Syntax.LIST),
  NETWORKS("networks", "CIDR", Syntax.LIST),
  ROUTES("routes", "YAML", Syntax.YAML),
  READY("ready", "YAML", Syntax.YAML),
  CALLERS("callers", "none|YAML", Syntax.YAML),
  UPSTREAMS("upstreams", "YAML", Syntax.YAML),
  KEYS("keys", "YAML", Syntax.YAML),
  ACCESS("access", "YAML", Syntax.YAML),
  TEXT("text", "TEXT", Syntax.VALUE),
  PATH("path", "FILE", Syntax.VALUE),
  JWKS("jwks", "URL", Syntax.VALUE),
  REDIS("redis", "URL", Syntax.VALUE),
  ACCESS_LOG("access-log", "off|on|YAML", Syntax.YAML),
  MODE("mode", "enforce|report", Syntax.VALUE);

  private final String definition;
  private final String label;
  private final Syntax syntax;

  Form(String definition, String label, Syntax syntax) {
    this.definition = definition;
    this.label = label;
    this.syntax = syntax;
  }

  /** Its name among the schema's definitions. */
  String definition() {
    return definition;
  }

  /** What stands for a value in the help. */
  String label() {
    return label;
  }

  /** How a flag or a variable spells a value. */
  Syntax syntax() {
    return syntax;
  }
}
