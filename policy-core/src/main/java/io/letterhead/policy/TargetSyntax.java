package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The syntax of a request target's path and query, and the one form that a path is sent in. */
final class TargetSyntax {

  private static final String UNRESERVED_MARKS = "-._~";
  private static final String PATH_MARKS = UNRESERVED_MARKS + "!$&'()*+,;=:@";

  /** What clients send unescaped in queries, beyond RFC 3986; no server reads it in two ways. */
  private static final String QUERY_MARKS = PATH_MARKS + "/?[]{}|^`\"<>";

  private static final String HEX = "0123456789ABCDEF";
  private static final Splitter SEGMENTS = Splitter.on('/');
  private static final Splitter ENCODED_SLASH = Splitter.onPattern("%2[Ff]");
  private static final Splitter PARAMETERS = Splitter.onPattern(";|%3B");

  private TargetSyntax() {}

  /** The query as it is. */
  static String checkedQuery(String query) {
    for (int i = 1; i < query.length(); i++) {
      char c = query.charAt(i);
      if (c == '%') {
        escaped(query, i);
        i += 2;
      } else if (!isAlphanumeric(c) && QUERY_MARKS.indexOf(c) < 0) {
        throw refused("the query holds a character that a query may not hold");
      }
    }
    return query;
  }

  /** The path with unreserved characters decoded and dot segments resolved. */
  static String canonicalPath(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      throw refused("the request target does not begin with `/`");
    }
    String decoded = decodeUnreserved(path);
    if (decoded.contains("//")) {
      throw refused("the path holds an empty segment");
    }
    requireNoHiddenDotSegment(decoded);
    return resolveDotSegments(decoded);
  }

  /** A text as a part of a query: UTF-8, with all but unreserved characters escaped. */
  static String escapedText(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (byte octet : text.getBytes(UTF_8)) {
      char c = (char) (octet & 0xFF);
      if (c < 0x80 && (isAlphanumeric(c) || UNRESERVED_MARKS.indexOf(c) >= 0)) {
        escaped.append(c);
      } else {
        escaped.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
      }
    }
    return escaped.toString();
  }

  /** Whether a canonical path holds an escaped slash. */
  static boolean hasEncodedSlash(String path) {
    return path.contains("%2F") || path.contains("%2f");
  }

  /** The octet that the escape at this index stands for. */
  static int escaped(String text, int percent) {
    int octet = octet(text, percent);
    if (octet < 0) {
      throw refused("the request target holds a malformed escape");
    }
    return octet;
  }

  /** The octet that the escape at this index stands for; -1 where it is no escape. */
  static int octet(String text, int percent) {
    if (percent + 2 >= text.length()) {
      return -1;
    }
    int high = hexDigit(text.charAt(percent + 1));
    int low = hexDigit(text.charAt(percent + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static String decodeUnreserved(String path) {
    StringBuilder decoded = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%') {
        appendEscape(decoded, path, i);
        i += 2;
      } else if (c == '/' || isAlphanumeric(c) || PATH_MARKS.indexOf(c) >= 0) {
        decoded.append(c);
      } else {
        throw refused("the path holds a character that a path may not hold");
      }
    }
    return decoded.toString();
  }

  private static void appendEscape(StringBuilder decoded, String path, int percent) {
    int octet = escaped(path, percent);
    if (octet < 0x20 || octet == 0x7F || octet == '\\') {
      throw refused("the path holds an escaped control character or backslash");
    }
    if (octet == '/') {
      decoded.append(path, percent, percent + 3);
    } else if (isAlphanumeric((char) octet) || UNRESERVED_MARKS.indexOf(octet) >= 0) {
      decoded.append((char) octet);
    } else {
      decoded
          .append('%')
          .append(Character.toUpperCase(path.charAt(percent + 1)))
          .append(Character.toUpperCase(path.charAt(percent + 2)));
    }
  }

  /**
   * Servers that decode {@code %2F}, or that take a segment's parameters off before they resolve
   * it, would find a dot segment here that was not resolved.
   */
  private static void requireNoHiddenDotSegment(String path) {
    if (!hasEncodedSlash(path) && path.indexOf(';') < 0 && !path.contains("%3B")) {
      return;
    }
    for (String segment : SEGMENTS.split(path)) {
      for (String part : ENCODED_SLASH.split(segment)) {
        String bare = PARAMETERS.split(part).iterator().next();
        if (isDots(bare) && !bare.equals(segment)) {
          throw refused("the path hides a dot segment");
        }
      }
    }
  }

  /** RFC 3986, section 5.2.4, for a path that begins with a slash. */
  private static String resolveDotSegments(String path) {
    if (!path.contains("/.")) {
      return path;
    }
    Deque<String> resolved = new ArrayDeque<>();
    Iterator<String> segments = SEGMENTS.split(path.substring(1)).iterator();
    while (segments.hasNext()) {
      String segment = segments.next();
      boolean dots = isDots(segment);
      if (segment.equals("..")) {
        resolved.pollLast();
      }
      if (!dots) {
        resolved.addLast(segment);
      } else if (!segments.hasNext()) {
        resolved.addLast("");
      }
    }
    return "/" + String.join("/", resolved);
  }

  private static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }

  private static boolean isAlphanumeric(char c) {
    return c != '-' && Folding.isPlain(c);
  }

  private static RejectedException refused(String message) {
    return new RejectedException(new Rejection(Rejection.Reason.MALFORMED_TARGET, "", message));
  }
}
