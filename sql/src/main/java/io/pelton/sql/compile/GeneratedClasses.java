package io.pelton.sql.compile;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;

/** The classes of one plan, compiled together and loaded by a class loader of their own. Any thread. */
final class GeneratedClasses {
    private final String source;
    private final ClassLoader loader;

    /** {@code types} are class declarations, compiled unless {@code store} has them. */
    GeneratedClasses(List<String> types, ClassStore store) {
        source = "package " + OperatorSource.PACKAGE + ";\n\n" + OperatorSource.IMPORTS + "\n"
                + String.join("\n", types);
        Map<String, byte[]> classes = store.find(source);
        if (classes.isEmpty()) {
            classes = SourceCompiler.compile(source);
            store.keep(source, classes);
        }
        loader = new Loader(classes);
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

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super("generated", GeneratedClasses.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
