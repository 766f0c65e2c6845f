package dev.sluice.tables.value;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// An attribute value. Two values are equal exactly if DynamoDB's `=` says so.
///
/// @see <a
// href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">Data
// types</a>
public sealed interface Value {
    /// The type's name on the wire: `S`, `N`, `B`, `BOOL`, `NULL`, `L`, `M`, `SS`, `NS` or `BS`.
    String type();

    /// A value that can be ordered, be a key, and be a member of a set.
    sealed interface Scalar extends Value, Comparable<Scalar> {
        /// Orders values of one type: texts and binaries by their bytes, numbers by value; other types by type name.
        @Override
        default int compareTo(Scalar other) {
            if (this instanceof Text(String a) && other instanceof Text(String b)) return KeyBytes.compareTexts(a, b);
            if (this instanceof Num(BigDecimal a) && other instanceof Num(BigDecimal b)) return a.compareTo(b);
            if (this instanceof Blob a && other instanceof Blob b) return Arrays.compareUnsigned(a.bytes, b.bytes);
            return type().compareTo(other.type());
        }
    }

    /// A string.
    record Text(String text) implements Scalar {
        @Override
        public String type() {
            return "S";
        }
    }

    /// A number of at most 38 digits, without trailing zeros so that equal numbers are equal records.
    record Num(BigDecimal number) implements Scalar {
        /// Drops trailing zeros.
        public Num {
            number = number.stripTrailingZeros();
        }

        @Override
        public String type() {
            return "N";
        }
    }

    /// Bytes; the array is never changed after it was handed over.
    record Blob(byte[] bytes) implements Scalar {
        @Override
        public String type() {
            return "B";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }

    /// True or false.
    record Bool(boolean value) implements Value {
        @Override
        public String type() {
            return "BOOL";
        }
    }

    /// The null value.
    record Nil() implements Value {
        @Override
        public String type() {
            return "NULL";
        }
    }

    /// A list.
    record Sequence(List<Value> elements) implements Value {
        /// Copies the elements.
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String type() {
            return "L";
        }
    }

    /// A map, and an item as a whole: attributes in the order they were written.
    record Document(Map<String, Value> attributes) implements Value {
        /// The item that has no attribute.
        public static final Document EMPTY = new Document(Map.of());

        /// Copies the attributes.
        public Document {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }

        @Override
        public String type() {
            return "M";
        }
    }

    /// A set of strings, numbers or binaries, in order.
    ///
    /// @param type `SS`, `NS` or `BS`
    record Group(String type, SortedSet<Scalar> members) implements Value {
        /// Copies the members.
        public Group {
            members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
        }
    }
}
