package io.pelton.sql.compile;

import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** The one class that needs Janino; not loaded when the classes of a plan are at hand. Stateless. */
final class SourceCompiler {
    private SourceCompiler() {
    }

    /** Class files by class name. */
    static Map<String, byte[]> compile(String source) {
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.setParentClassLoader(SourceCompiler.class.getClassLoader());
        try {
            compiler.cook(source);
        } catch (CompileException failure) {
            throw new IllegalStateException("the generated code doesn't compile, which is a defect of Pelton:"
                    + " please report the"
                    + " statement with this: problem=" + failure.getMessage() + "\n" + source, failure);
        }
        return Map.copyOf(compiler.getBytecodes());
    }
}
