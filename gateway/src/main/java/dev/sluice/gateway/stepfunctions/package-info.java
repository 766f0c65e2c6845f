/// AWS Step Functions' API over the engine's facade: 37 operations, each a translation and AWS's parameter checks.
///
/// Start reading at [dev.sluice.gateway.stepfunctions.StepFunctions].
@NullMarked
package dev.sluice.gateway.stepfunctions;

import org.jspecify.annotations.NullMarked;
