package io.pelton.tools.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Parses all Java files with the JDK's own parser (no attribution: names are taken as they are written). */
final class SourceReader {
    private static List<SourceFile> sources;

    private SourceReader() {
    }

    /** All sources of all modules; parsed once. */
    static synchronized List<SourceFile> sources() {
        if (sources == null) {
            sources = read();
        }
        return sources;
    }

    private static List<SourceFile> read() {
        List<Path> files = Repository.files().stream()
                .filter(file -> file.toString().endsWith(".java") && Repository.name(file).contains("/java/"))
                .toList();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<SourceFile> result = new ArrayList<>();
        try (StandardJavaFileManager manager =
                     compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                result.add(new Facts(unit, positions).toSourceFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(result);
    }

    /** Walks one file and notes what the rules ask for. */
    private static final class Facts extends TreeScanner<Void, Void> {
        private static final String HOUSE = "io.pelton.";
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lineMap;
        private final List<SourceFile.Mention> uses = new ArrayList<>();
        private final List<SourceFile.Mention> selections = new ArrayList<>();
        private final List<SourceFile.Mention> literals = new ArrayList<>();
        private final List<SourceFile.Method> methods = new ArrayList<>();

        Facts(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
            this.lineMap = unit.getLineMap();
        }

        SourceFile toSourceFile() {
            scan(unit.getImports(), null);
            scan(unit.getTypeDecls(), null);
            Path path = Path.of(unit.getSourceFile().toUri());
            String name = Repository.name(path);
            int lines = (int) Repository.read(path).lines().count();
            String packageName = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
            return new SourceFile(path, name.substring(0, name.indexOf("/src/")), name.contains("/src/main/"),
                    packageName, uses, selections, literals, methods, lines);
        }

        @Override
        public Void visitImport(ImportTree node, Void unused) {
            String imported = node.getQualifiedIdentifier().toString();
            if (imported.startsWith(HOUSE)) {
                uses.add(new SourceFile.Mention(imported, line(node)));
            } else {
                selections.add(new SourceFile.Mention("import " + imported, line(node)));
            }
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree node, Void unused) {
            String text = node.toString();
            if (text.startsWith(HOUSE)) {
                uses.add(new SourceFile.Mention(text, line(node)));
                return null;
            }
            selections.add(new SourceFile.Mention(text, line(node)));
            return super.visitMemberSelect(node, unused);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree node, Void unused) {
            String text = node.getQualifierExpression() + "." + node.getName();
            selections.add(new SourceFile.Mention(text, line(node)));
            return super.visitMemberReference(node, unused);
        }

        @Override
        public Void visitNewClass(NewClassTree node, Void unused) {
            String arguments = node.getArguments().isEmpty() ? "()" : "(…)";
            selections.add(new SourceFile.Mention("new " + node.getIdentifier() + arguments, line(node)));
            return super.visitNewClass(node, unused);
        }

        @Override
        public Void visitLiteral(LiteralTree node, Void unused) {
            if (node.getKind() == Tree.Kind.STRING_LITERAL) {
                literals.add(new SourceFile.Mention(node.getValue().toString(), line(node)));
            }
            return null;
        }

        @Override
        public Void visitMethod(MethodTree node, Void unused) {
            long end = positions.getEndPosition(unit, node);
            if (node.getBody() != null && end >= 0) {
                int first = line(node);
                int last = (int) lineMap.getLineNumber(end);
                methods.add(new SourceFile.Method(node.getName().toString(), first, last - first + 1));
            }
            return super.visitMethod(node, unused);
        }

        private int line(Tree node) {
            return (int) lineMap.getLineNumber(positions.getStartPosition(unit, node));
        }
    }
}
