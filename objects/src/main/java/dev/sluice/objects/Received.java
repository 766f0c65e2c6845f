package dev.sluice.objects;

import java.util.Map;

/// What came in: stored already, not yet belonging to anything.
///
/// @param md5 of the bytes as the client sent them, hexadecimal
/// @param checksums asked for, of the bytes as sent, base64
record Received(Piece piece, String md5, Map<ChecksumAlgorithm, String> checksums) {}
