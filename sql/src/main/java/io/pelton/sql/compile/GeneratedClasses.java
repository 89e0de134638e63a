package io.pelton.sql.compile;

import java.lang.reflect.Constructor;
import java.util.List;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** The classes of one plan, compiled together and loaded by a class loader of their own. Any thread. */
final class GeneratedClasses {
    private final String source;
    private final ClassLoader loader;

    /** {@code types} are class declarations. */
    GeneratedClasses(List<String> types) {
        source = "package " + OperatorSource.PACKAGE + ";\n\n" + OperatorSource.IMPORTS + "\n"
                + String.join("\n", types);
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.setParentClassLoader(GeneratedClasses.class.getClassLoader());
        try {
            compiler.cook(source);
        } catch (CompileException failure) {
            throw new IllegalStateException("the generated code doesn't compile, which is a defect of Pelton:"
                    + " please report the"
                    + " statement with this: problem=" + failure.getMessage() + "\n" + source, failure);
        }
        loader = compiler.getClassLoader();
    }

    String source() {
        return source;
    }

    /** A new object; {@code arguments} exactly as the only constructor takes them. */
    <T> T make(Class<T> type, String className, Object... arguments) {
        try {
            Constructor<?> constructor = loader.loadClass(OperatorSource.PACKAGE + "."
                    + className).getConstructors()[0];
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new IllegalStateException("a generated class can't be made: class=" + className + " problem=" + cause,
                    failure);
        }
    }
}
