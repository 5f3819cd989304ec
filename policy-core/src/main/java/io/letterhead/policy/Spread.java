package io.letterhead.policy;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;

/**
 * Hashes for elements of sets that stand in hash tables themselves. The hash of a set is the sum of
 * its elements', and names in a row have hashes in a row: of their sets, thousands would share one
 * sum.
 */
final class Spread {

  private static final HashFunction MURMUR = Hashing.murmur3_32_fixed();

  private Spread() {}

  /** A hash of equal quality in each bit, the same for equal elements. */
  static int hash(Object element) {
    return MURMUR.hashInt(element.hashCode()).asInt();
  }
}
