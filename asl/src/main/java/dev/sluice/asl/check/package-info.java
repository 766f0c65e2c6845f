/// Says what is wrong with a definition before anything runs it: every problem at once, with AWS's codes and, where
/// AWS's answers are known, AWS's words. Start reading at [dev.sluice.asl.check.DefinitionCheck].
///
/// Works on raw JSON trees, never on the parsed model, so that it can describe what the model can't represent.
@NullMarked
package dev.sluice.asl.check;

import org.jspecify.annotations.NullMarked;
