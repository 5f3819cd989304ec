package io.letterhead.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The canonical paths, split so that no pattern tells two of one part apart. The parts are the
 * patterns themselves, longest first: a path is in the part of the exact pattern or longest prefix
 * that matches it, and every other pattern that matches is a prefix of that one.
 */
final class PathClasses {

  private static final String EXTENSIONS = "x0-_~!$&'()+,;=:@ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi";

  private final ImmutableList<PathPattern> prefixes;
  private final ImmutableMap<String, Integer> exact;
  private final ImmutableList<String> samples;

  private PathClasses(Collection<PathPattern> patterns) {
    this.prefixes =
        patterns.stream()
            .filter(PathPattern::isPrefix)
            .distinct()
            .sorted(Comparator.comparing(p -> -p.literal().length()))
            .collect(ImmutableList.toImmutableList());
    List<String> found = new ArrayList<>();
    ImmutableMap.Builder<String, Integer> literal = ImmutableMap.builder();
    List<String> literals =
        patterns.stream().filter(p -> !p.isPrefix()).map(PathPattern::text).distinct().toList();
    for (int i = 0; i < literals.size(); i++) {
      literal.put(literals.get(i), prefixes.size() + 1 + i);
    }
    this.exact = literal.buildOrThrow();
    for (int part = 0; part < prefixes.size(); part++) {
      found.add(sample(prefixes.get(part).literal(), part));
    }
    found.add(sample("/", prefixes.size()));
    found.addAll(literals);
    this.samples = ImmutableList.copyOf(found);
  }

  static PathClasses of(Collection<PathPattern> patterns) {
    return new PathClasses(patterns);
  }

  /** How many parts there are. */
  int size() {
    return samples.size();
  }

  /** A short path of a part. */
  String sample(int part) {
    return samples.get(part);
  }

  /** The part of a canonical path. */
  int of(String path) {
    // A kept escape is one character in two spellings; which one a caller chose decides nothing.
    String spelled = path.replace("%2f", "%2F");
    Integer literal = exact.get(spelled);
    if (literal != null) {
      return literal;
    }
    for (int i = 0; i < prefixes.size(); i++) {
      if (spelled.startsWith(prefixes.get(i).literal())) {
        return i;
      }
    }
    return prefixes.size();
  }

  /** A path that begins so and is in no part of a longer pattern. */
  private String sample(String start, int part) {
    if (of(start) == part && isCanonical(start)) {
      return start;
    }
    for (int i = 0; i < EXTENSIONS.length(); i++) {
      String longer = start + EXTENSIONS.charAt(i);
      if (of(longer) == part && isCanonical(longer)) {
        return longer;
      }
    }
    return start + "%FF"; // as good as no policy names every other character at one place
  }

  private static boolean isCanonical(String path) {
    try {
      return TargetSyntax.canonicalPath(path).equals(path);
    } catch (RejectedException e) {
      return false;
    }
  }
}
