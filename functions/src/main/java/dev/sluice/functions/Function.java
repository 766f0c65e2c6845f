package dev.sluice.functions;

import java.time.Instant;

/// One function as it stands now.
///
/// @param name without account and region, unique
/// @param arn `arn:aws:lambda:region:account:function:name`
/// @param codeId names the code on disk; another code, another id. Built-in functions have `built-in`
/// @param codeSha256 Base64 of the zip's hash
/// @param codeBytes the zip's size
/// @param revision changes with every update
public record Function(
        String name,
        String arn,
        FunctionSettings settings,
        String codeId,
        String codeSha256,
        long codeBytes,
        Instant modified,
        String revision) {
    static final String BUILT_IN = "built-in";

    /// Whether Sluice brought it along.
    public boolean builtIn() {
        return codeId.equals(BUILT_IN);
    }
}
