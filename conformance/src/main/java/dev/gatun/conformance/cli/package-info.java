/// The command line of the test kit, and what all of Gatun's command lines share.
@NullMarked
package dev.gatun.conformance.cli;

import org.jspecify.annotations.NullMarked;
