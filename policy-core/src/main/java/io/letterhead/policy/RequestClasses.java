package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The finitely many classes of requests that a set of conditions tells apart: in one class, each
 * condition holds for every request or for none.
 */
final class RequestClasses {

  /** The most classes that a provider may have: beyond it, a policy is refused. */
  static final int MAX_CLASSES = 1_000;

  private static final ImmutableList<String> USUAL_METHODS =
      ImmutableList.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "OTHER");

  private static final int MAX_CELLS = 500_000;

  /** A request of a class, in as few words as possible. */
  record Sample(String method, String path, String caller) {
    @Override
    public String toString() {
      return method + " " + path + (caller.isEmpty() ? "" : " from " + caller);
    }
  }

  private final ImmutableMap<String, Integer> methods;
  private final ImmutableMap<String, Integer> callers;
  private final PathClasses paths;

  /** By method, then by path, then by caller; the first of each is what no condition names. */
  private final int[] table;

  private final ImmutableList<Sample> samples;
  private final ImmutableMap<Condition.Matching, BitSet> holding;

  private RequestClasses(ImmutableList<Condition.Matching> conditions) {
    Set<String> methodNames = named(conditions, Condition.Matching::methods);
    Set<String> callerNames = named(conditions, Condition.Matching::callers);
    this.methods = numbered(methodNames);
    this.callers = numbered(callerNames);
    this.paths =
        PathClasses.of(conditions.stream().flatMap(c -> c.paths().stream()).distinct().toList());
    this.table = new int[cells(methods.size() + 1, paths.size(), callers.size() + 1)];
    List<String> methodSamples = new ArrayList<>();
    methodSamples.add(
        USUAL_METHODS.stream().filter(m -> !methodNames.contains(m)).findFirst().orElse("X"));
    methodSamples.addAll(methodNames);
    List<String> callerSamples = new ArrayList<>();
    callerSamples.add("");
    callerSamples.addAll(callerNames);
    Map<BitSet, Integer> known = new HashMap<>();
    List<Sample> found = new ArrayList<>();
    int cell = 0;
    for (String method : methodSamples) {
      for (int path = 0; path < paths.size(); path++) {
        for (String caller : callerSamples) {
          Sample sample = new Sample(method, paths.sample(path), caller);
          table[cell++] = number(sample, conditions, known, found);
        }
      }
    }
    this.samples = ImmutableList.copyOf(found);
    this.holding = holding(conditions, found);
  }

  /**
   * The classes of these conditions.
   *
   * @throws TooManyClassesException if there are more than {@link #MAX_CLASSES}
   */
  static RequestClasses of(Collection<Condition.Matching> conditions) {
    return new RequestClasses(ImmutableSet.copyOf(conditions).asList());
  }

  /** How many classes there are: at least one. */
  int size() {
    return samples.size();
  }

  /** The class of a request. */
  int of(RequestHead head) {
    if (table.length == 1) {
      return 0;
    }
    int method = methods.getOrDefault(head.method(), 0);
    int caller = callers.getOrDefault(head.fact(RequestFact.CALLER_ID), 0);
    int path = paths.of(head.target().path());
    return table[(method * paths.size() + path) * (callers.size() + 1) + caller];
  }

  /** A request of a class. */
  Sample sample(int index) {
    return samples.get(index);
  }

  /** The classes in which a condition holds; it is one of those that made the classes. */
  BitSet holding(Condition.Matching condition) {
    return (BitSet) requireNonNull(holding.get(condition)).clone();
  }

  private static int cells(long methodCount, long pathCount, long callerCount) {
    long cells = methodCount * pathCount * callerCount;
    if (cells > MAX_CELLS) {
      throw new TooManyClassesException();
    }
    return (int) cells;
  }

  private static int number(
      Sample sample,
      ImmutableList<Condition.Matching> conditions,
      Map<BitSet, Integer> known,
      List<Sample> found) {
    BitSet hold = new BitSet();
    for (int i = 0; i < conditions.size(); i++) {
      hold.set(i, holds(conditions.get(i), sample));
    }
    Integer number = known.putIfAbsent(hold, found.size());
    if (number != null) {
      return number;
    }
    if (found.size() == MAX_CLASSES) {
      throw new TooManyClassesException();
    }
    found.add(sample);
    return found.size() - 1;
  }

  private static boolean holds(Condition.Matching condition, Sample request) {
    return (condition.methods().isEmpty() || condition.methods().contains(request.method()))
        && (condition.callers().isEmpty() || condition.callers().contains(request.caller()))
        && (condition.paths().isEmpty()
            || condition.paths().stream().anyMatch(path -> path.matches(request.path())));
  }

  private static ImmutableMap<Condition.Matching, BitSet> holding(
      ImmutableList<Condition.Matching> conditions, List<Sample> samples) {
    Map<Condition.Matching, BitSet> holding = new LinkedHashMap<>();
    for (Condition.Matching condition : conditions) {
      BitSet classes = new BitSet();
      for (int i = 0; i < samples.size(); i++) {
        classes.set(i, holds(condition, samples.get(i)));
      }
      holding.put(condition, classes);
    }
    return ImmutableMap.copyOf(holding);
  }

  private static Set<String> named(
      ImmutableList<Condition.Matching> conditions,
      Function<Condition.Matching, ImmutableSet<String>> part) {
    Set<String> all = new TreeSet<>();
    conditions.forEach(condition -> all.addAll(part.apply(condition)));
    return all;
  }

  /** From 1: 0 is for all that is not named. */
  private static ImmutableMap<String, Integer> numbered(Set<String> names) {
    ImmutableMap.Builder<String, Integer> numbers = ImmutableMap.builder();
    int next = 1;
    for (String name : names) {
      numbers.put(name, next++);
    }
    return numbers.buildOrThrow();
  }

  /** Conditions that tell too many classes of requests apart. */
  static final class TooManyClassesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyClassesException() {
      super("more than " + MAX_CLASSES + " classes of requests");
    }
  }
}
