/// The operators, one record each, with one meaning each: opset differences end in the importer.
@NullMarked
package dev.gatun.op;

import org.jspecify.annotations.NullMarked;
