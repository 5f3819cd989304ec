package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A request target in origin form (RFC 9112, section 3.2.1), canonical: what is matched is what is
 * sent. Immutable.
 *
 * <p>In the path, escapes of unreserved characters are decoded, other escapes are in upper case,
 * and dot segments are resolved (RFC 3986, section 6.2.2); {@code %2F} stays as sent. The query
 * stays as sent. Whatever two servers could read in two ways is refused: see {@link #parse}.
 */
public final class RequestTarget {

  private final String path;
  private final String query;
  private final boolean encodedSlash;

  private RequestTarget(String path, String query, boolean encodedSlash) {
    this.path = path;
    this.query = query;
    this.encodedSlash = encodedSlash;
  }

  /**
   * Reads a request target.
   *
   * @param target as it stands in the request line or in {@code :path}
   * @throws NullPointerException if {@code target} is null
   * @throws RejectedException if it does not begin with {@code /}; holds a character that a path or
   *     query may not hold (RFC 3986, section 3.3), a fragment, {@code \}, an empty inner segment
   *     ({@code //}), a malformed escape; or, in the path, an escaped control character or {@code
   *     %5C}, or a dot segment that hides behind {@code %2F} or before a parameter ({@code ..;}).
   *     The message shows nothing of the target
   */
  public static RequestTarget parse(String target) {
    requireNonNull(target, "target");
    int mark = target.indexOf('?');
    String query = mark < 0 ? "" : TargetSyntax.checkedQuery(target.substring(mark));
    String path = TargetSyntax.canonicalPath(mark < 0 ? target : target.substring(0, mark));
    return new RequestTarget(path, query, TargetSyntax.hasEncodedSlash(path));
  }

  /** The canonical path; begins with {@code /}. */
  public String path() {
    return path;
  }

  /** The query with its {@code ?}, as sent; empty where there is none. */
  public String query() {
    return query;
  }

  /** Whether the path holds {@code %2F}. */
  public boolean hasEncodedSlash() {
    return encodedSlash;
  }

  /**
   * What is left of this target behind a route's prefix, or empty where the path does not begin
   * with all of the prefix's segments. Whole segments are compared, with case.
   *
   * @param prefix empty, or a canonical path that begins with {@code /} and does not end with one
   * @throws NullPointerException if {@code prefix} is null
   */
  public Optional<RequestTarget> after(String prefix) {
    requireNonNull(prefix, "prefix");
    if (!path.startsWith(prefix)) {
      return Optional.empty();
    }
    String rest = path.substring(prefix.length());
    if (rest.isEmpty()) {
      return Optional.of(new RequestTarget("/", query, false));
    }
    return rest.charAt(0) == '/'
        ? Optional.of(new RequestTarget(rest, query, encodedSlash))
        : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RequestTarget that
        && path.equals(that.path)
        && query.equals(that.query);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + query.hashCode();
  }

  /** The path; a query may hold a credential, so it is not shown. */
  @Override
  public String toString() {
    return path;
  }
}
