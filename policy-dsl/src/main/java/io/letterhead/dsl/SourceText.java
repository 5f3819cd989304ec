package io.letterhead.dsl;

import io.letterhead.policy.Position;
import java.util.ArrayList;
import java.util.List;

/** A file's text as code points in lines: turns indexes into positions. Immutable. */
final class SourceText {

  private final String file;
  private final String text;
  private final int[] codePoints;
  private final List<Integer> lineStarts;

  SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.codePoints = text.codePoints().toArray();
    this.lineStarts = lineStarts(codePoints);
  }

  String file() {
    return file;
  }

  String text() {
    return text;
  }

  /** How many code points there are. */
  int length() {
    return codePoints.length;
  }

  /** The code point at an index, or -1 behind the end. */
  int at(int index) {
    return index < codePoints.length ? codePoints[index] : -1;
  }

  /** The text from an index up to another. */
  String slice(int start, int end) {
    return new String(codePoints, start, end - start);
  }

  /**
   * Where the text from {@code start} up to {@code end} stands; what goes on is cut at its line.
   */
  Position position(int start, int end) {
    int line = lineAt(start);
    int lineStart = lineStarts.get(line);
    int lastOfLine = Math.max(start, Math.min(end, lineEnd(line)));
    return new Position(file, line + 1, start - lineStart + 1, lastOfLine - lineStart + 1);
  }

  /** Where the code point at an index stands. */
  Position position(int index) {
    return position(index, index + 1);
  }

  /** The place of problems with the file as a whole: its first line's first column. */
  Position start() {
    return new Position(file, 1, 1, 1);
  }

  /** The index of a line's first code point; lines count from 1. */
  int lineStart(int line) {
    return lineStarts.get(line - 1);
  }

  /** The index behind a line's last code point, its line end left out; lines count from 1. */
  int lineEndOf(int line) {
    return lineEnd(line - 1);
  }

  /** How many lines there are: at least 1. */
  int lines() {
    return lineStarts.size();
  }

  private int lineAt(int index) {
    int low = 0;
    int high = lineStarts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (lineStarts.get(middle) <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private int lineEnd(int line) {
    int end = line + 1 < lineStarts.size() ? lineStarts.get(line + 1) : codePoints.length;
    while (end > lineStarts.get(line) && isLineEnd(codePoints[end - 1])) {
      end--;
    }
    return end;
  }

  private static List<Integer> lineStarts(int[] codePoints) {
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    for (int i = 0; i < codePoints.length; i++) {
      boolean pair =
          codePoints[i] == '\r' && i + 1 < codePoints.length && codePoints[i + 1] == '\n';
      if (isLineEnd(codePoints[i]) && !pair) {
        starts.add(i + 1);
      }
    }
    return List.copyOf(starts);
  }

  private static boolean isLineEnd(int codePoint) {
    return codePoint == '\n' || codePoint == '\r';
  }
}
