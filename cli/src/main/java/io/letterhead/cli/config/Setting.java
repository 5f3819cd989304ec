package io.letterhead.cli.config;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Optional;

/**
 * The table of all settings: their keys in the file, from which follow their flags and variables,
 * the form of their values, and what they mean.
 *
 * <p>A key with dots stands in a section of the file. Flags, variables, the help and the JSON
 * Schema are made of this table.
 */
public enum Setting {
  LISTEN("listen", Topic.LISTENING, Form.ADDRESS, "127.0.0.1:8080", "Where to listen."),
  TLS_CERTIFICATE(
      "tls.certificate",
      Topic.LISTENING,
      Form.PATH,
      "",
      "The gateway's certificate, then those that vouch for it, in PEM; then it speaks TLS, HTTP/2"
          + " and HTTP/1.1."),
  TLS_KEY("tls.key", Topic.LISTENING, Form.PATH, "", "The certificate's private key, in PEM."),
  ROUTES(
      "routes",
      Topic.LISTENING,
      Form.ROUTES,
      "",
      "Providers by the path that leads to them, such as '/llm: vllm', beside /PROVIDER."),
  HOSTS(
      "hosts",
      Topic.LISTENING,
      Form.HOSTS,
      "",
      "What Host may name beside loopback names and addresses, where callers are not"
          + " authenticated."),
  CORS_ORIGINS(
      "cors.origins",
      Topic.LISTENING,
      Form.WEB_ORIGINS,
      "",
      "The origins of web pages that may call."),
  ADMIN_LISTEN(
      "admin.listen",
      Topic.LISTENING,
      Form.ADDRESS,
      "",
      "Where to answer /health, /ready, /metrics and /policy."),
  READY(
      "ready",
      Topic.LISTENING,
      Form.READY,
      "",
      "What is asked of a provider before it counts as ready, such as 'vllm: /health'."),
  UPSTREAMS(
      "upstreams",
      Topic.LISTENING,
      Form.UPSTREAMS,
      "",
      "How origins are spoken to over TLS, such as 'vllm: {ca: ca.pem, http: 2}'."),
  CALLERS(
      "callers",
      Topic.CALLERS,
      Form.CALLERS,
      "",
      "Who may call. 'none' lets everyone use the keys who reaches the gateway; without it, an"
          + " address beyond loopback needs callers."),
  CALLERS_KEYS(
      "callers.keys",
      Topic.CALLERS,
      Form.KEYS,
      "",
      "Digests of callers' keys by caller, such as 'team-a: sha256:...'."),
  CALLERS_HTPASSWD(
      "callers.htpasswd", Topic.CALLERS, Form.PATH, "", "Users with the hashes of passwords."),
  CALLERS_JWKS(
      "callers.jwt.jwks", Topic.CALLERS, Form.JWKS, "", "Where the keys of a JWT's issuer are."),
  CALLERS_ISSUER("callers.jwt.issuer", Topic.CALLERS, Form.TEXT, "", "What iss of a JWT must be."),
  CALLERS_AUDIENCE(
      "callers.jwt.audience", Topic.CALLERS, Form.TEXT, "", "What aud of a JWT must hold."),
  ACCESS(
      "access",
      Topic.CALLERS,
      Form.ACCESS,
      "",
      "What each caller may do, such as 'key/team-a: {rate: 60/m}'; then others may do nothing."),
  RATES_REDIS(
      "rates.redis",
      Topic.CALLERS,
      Form.REDIS,
      "",
      "Where rates are counted for all replicas; by default in this process."),
  ALLOW_FROM(
      "allow-from", Topic.CALLERS, Form.NETWORKS, "", "The networks that clients may be in."),
  CONNECT(
      "timeouts.connect",
      Topic.LIMITS,
      Form.DURATION,
      "10s",
      "How long to connect to an origin may take."),
  FIRST_BYTE(
      "timeouts.first-byte",
      Topic.LIMITS,
      Form.DURATION,
      "300s",
      "How long an origin may do nothing before its response begins."),
  IDLE(
      "timeouts.idle",
      Topic.LIMITS,
      Form.DURATION,
      "900s",
      "How long nothing may happen after that, and on an unused connection."),
  DRAIN(
      "timeouts.drain",
      Topic.LIMITS,
      Form.DURATION,
      "30s",
      "How long requests under way may take once the gateway ends."),
  FIELDS("limits.fields", Topic.LIMITS, Form.COUNT, "100", "How many fields a request may have."),
  HEAD("limits.head", Topic.LIMITS, Form.SIZE, "32KiB", "How long a request's head may be."),
  BODY("limits.body", Topic.LIMITS, Form.SIZE, "10MiB", "How long a request's body may be."),
  CONNECTIONS(
      "limits.connections",
      Topic.LIMITS,
      Form.COUNT,
      "10000",
      "How many connections of clients may be open."),
  ACCESS_LOG(
      "access-log",
      Topic.RECORDS,
      Form.ACCESS_LOG,
      "off",
      "'on' writes a line for each request to the standard error, 'file: PATH' to a file."),
  AUDIT_FILE(
      "audit.file",
      Topic.RECORDS,
      Form.PATH,
      "",
      "Where each decision is written: names, rules and verdicts, never values."),
  MODE(
      "mode",
      Topic.RECORDS,
      Form.MODE,
      "enforce",
      "'report' forwards what the policy rejects, and only tells of it.");

  /** What settings are about: the headings of the help. */
  enum Topic {
    LISTENING("Listening and routing"),
    CALLERS("Callers"),
    LIMITS("Timeouts and limits"),
    RECORDS("Records");

    private final String title;

    Topic(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** What the names of all variables begin with. */
  static final String VARIABLES = "LETTERHEAD_";

  private final String key;
  private final Topic topic;
  private final Form form;
  private final String byDefault;
  private final String description;

  Setting(String key, Topic topic, Form form, String byDefault, String description) {
    this.key = key;
    this.topic = topic;
    this.form = form;
    this.byDefault = byDefault;
    this.description = description;
  }

  /** The key in the file, sections before it: {@code timeouts.first-byte}. */
  public String key() {
    return key;
  }

  /** The flag: {@code --timeouts-first-byte}. */
  public String flag() {
    return "--" + key.replace('.', '-');
  }

  /** The variable: {@code LETTERHEAD_TIMEOUTS_FIRST_BYTE}. */
  public String variable() {
    return VARIABLES + Ascii.toUpperCase(key.replace('.', '_').replace('-', '_'));
  }

  /** What it means, in plain words. */
  public String description() {
    return description;
  }

  /** What holds where nothing is given; empty where that is nothing. */
  public Optional<String> byDefault() {
    return byDefault.isEmpty() ? Optional.empty() : Optional.of(byDefault);
  }

  Topic topic() {
    return topic;
  }

  Form form() {
    return form;
  }

  /** Whether one of the two is the other, or a part of it. */
  boolean overlaps(Setting other) {
    return this == other || key.startsWith(other.key + ".") || other.key.startsWith(key + ".");
  }

  /** The setting with this key. */
  static Optional<Setting> of(String key) {
    return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
  }

  /** Whether a key is that of a section with keys of its own. */
  static boolean isSection(String key) {
    return Arrays.stream(values()).anyMatch(each -> each.key.startsWith(key + "."));
  }

  /**
   * The keys that may stand in a section.
   *
   * @param section the section's own key, or nothing for the file
   */
  static ImmutableSet<String> keysIn(String section) {
    String prefix = section.isEmpty() ? "" : section + ".";
    return Arrays.stream(values())
        .filter(each -> each.key.startsWith(prefix))
        .map(each -> each.key.substring(prefix.length()))
        .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
        .collect(ImmutableSet.toImmutableSet());
  }
}
