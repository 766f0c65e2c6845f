package dev.sluice.asl.model;

import java.util.ArrayList;
import java.util.List;

/// The pattern of `StringMatches`: `*` stands for any characters; `\*` and `\\` stand for themselves.
public final class Glob {
    // The literal pieces between the stars; a single piece means that there is no star.
    private final List<String> pieces;

    private Glob(List<String> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /// Compiles a pattern; every text is one.
    public static Glob compile(String pattern) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length() && isSpecial(pattern.charAt(i + 1))) {
                piece.append(pattern.charAt(++i));
            } else if (c == '*') {
                pieces.add(piece.toString());
                piece.setLength(0);
            } else {
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        return new Glob(pieces);
    }

    private static boolean isSpecial(char c) {
        return c == '*' || c == '\\';
    }

    /// Whether the whole text fits. Linear in the text for each piece: no backtracking.
    public boolean matches(String text) {
        String first = pieces.getFirst();
        if (pieces.size() == 1) return text.equals(first);
        String last = pieces.getLast();
        if (text.length() < first.length() + last.length()) return false;
        if (!text.startsWith(first) || !text.endsWith(last)) return false;
        int from = first.length();
        int end = text.length() - last.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = text.indexOf(piece, from);
            if (found < 0 || found + piece.length() > end) return false;
            from = found + piece.length();
        }
        return true;
    }
}
