package io.pelton.tools.tidy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What code of this house may not do, seen on its syntax trees. */
class HabitsTest {
    private static final Pattern CLOCK_READ = Pattern.compile("(java\\.lang\\.)?System\\.(currentTimeMillis|nanoTime)"
            + "|(java\\.time\\.)?(Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime|OffsetDateTime|Year)\\.now"
            + "|(java\\.time\\.)?Clock\\.(system|tick)\\w*"
            + "|new (java\\.util\\.)?(Date|GregorianCalendar)\\(\\)"
            + "|(java\\.util\\.)?Calendar\\.getInstance"
            + "|new System(Epoch|Nano)\\w*Clock\\(\\)|System(Epoch|Nano)\\w*Clock\\.INSTANCE");
    private static final Pattern SLEEP = Pattern.compile("(java\\.lang\\.)?Thread\\.sleep|.*TimeUnit\\.\\w+\\.sleep");
    private static final Pattern EXIT = Pattern.compile("System\\.exit|.*Runtime\\(\\)\\.(exit|halt)");
    private static final Pattern INEXACT = Pattern.compile("(java\\.lang\\.)?Math\\."
            + "(a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|expm1|log|log10|log1p|pow|cbrt|hypot)");
    private static final Pattern RANDOM = Pattern.compile(
            "(java\\.lang\\.)?Math\\.random|new (java\\.util\\.)?(Random|SplittableRandom)\\(\\)"
            + "|.*ThreadLocalRandom\\.current|.*UUID\\.randomUUID");
    private static final Pattern MOCKING = Pattern.compile(
            "import (static )?(org\\.mockito|org\\.easymock|org\\.jmock|mockit|io\\.mockk|org\\.powermock)\\..*");
    private static final Pattern OLD_JUNIT =
            Pattern.compile("import (org\\.junit\\.(Test|Assert|Before|After|Rule).*|junit\\..*)");
    private static final Pattern SKIPPED_TEST =
            Pattern.compile("import (static )?org\\.junit\\.jupiter\\.api\\.(Disabled|Assumptions).*");
    /** Draws the identity of a run, once; no result depends on it. */
    private static final Set<String> WITHOUT_RESULTS = Set.of("io.pelton.engine");
    private static final Set<String> COMPUTING = Set.of("operators", "sql");

    private final List<SourceFile> sources = SourceReader.sources();

    @Test
    void shouldReadTheClockInOnePlaceOnly() {
        forbid("Only io.pelton.engine.clock reads the machine's clock (perf measures with it): "
                        + "time that isn't injected can't be replayed, nor moved by a test.",
                source -> !source.packageName().equals("io.pelton.engine.clock") && !source.family().equals("perf"),
                CLOCK_READ);
    }

    @Test
    void shouldNotSleepInTests() {
        forbid("No test sleeps: it is slow on good days and fails on bad ones. Step the agents, move the clock, "
                + "or wait for the event itself.", source -> !source.main(), SLEEP);
    }

    @Test
    void shouldNotSleepInAgents() {
        forbid("No agent waits inside doWork(), and idling belongs to the idle strategies: a sleep in the library "
                        + "is a stage that nobody can step.",
                source -> source.main() && !Set.of("perf", "tools", "examples").contains(source.family()), SLEEP);
    }

    @Test
    void shouldLeaveTheProcessToItsOwner() {
        forbid("The library never ends the process: that is for the program that embeds it, here the tools.",
                source -> source.main() && !Set.of("tools", "perf", "examples").contains(source.family()), EXIT);
    }

    @Test
    void shouldComputeTheSameOnEveryMachine() {
        forbid("Law 2: Math's transcendental functions may differ in the last bit from machine to machine; "
                + "StrictMath does not.", source -> source.main() && COMPUTING.contains(source.family()), INEXACT);
    }

    @Test
    void shouldNotGenerateInexactCode() {
        Rule rule = new Rule("Law 2 holds for generated code too: write StrictMath, not Math, into the template.");
        Pattern inTemplate = Pattern.compile("(?s).*(?<!\\w)" + INEXACT.pattern() + "\\b.*");
        for (SourceFile source : sources) {
            if (source.main() && COMPUTING.contains(source.family())) {
                source.literals().stream().filter(literal -> inTemplate.matcher(literal.text()).matches())
                        .forEach(literal -> rule.violated(source.at(literal) + " \"" + literal.text() + '"'));
            }
        }
        rule.prove();
    }

    @Test
    void shouldTakeNothingFromChance() {
        forbid("Law 2: a result that depends on chance can't be replayed. Randomness takes a seed that is written "
                + "down.",
                source -> source.main() && !WITHOUT_RESULTS.contains(source.packageName())
                        && !Set.of("perf", "examples").contains(source.family()), RANDOM);
    }

    @Test
    void shouldSeedRandomTests() {
        Pattern unseeded = Pattern.compile(".*Math\\.random|new (java\\.util\\.)?(Random|SplittableRandom)\\(\\)");
        forbid("A random test prints and takes its seed, or its failure can't be looked at.",
                source -> !source.main(), unseeded);
    }

    @Test
    void shouldNotMock() {
        forbid("No mocking library: a small hand-written fake in the testkit behaves, and serves users too.",
                source -> true, MOCKING);
    }

    @Test
    void shouldUseOneTestFramework() {
        forbid("Tests are JUnit 5: old imports run on an engine that isn't there, that is, never.",
                source -> !source.main(), OLD_JUNIT);
    }

    @Test
    void shouldNotSkipTests() {
        forbid("A skipped test is a promise that nobody checks: mend it or delete it.",
                source -> !source.main() && !source.packageName().endsWith(".tidy"), SKIPPED_TEST);
    }

    private void forbid(String reason, Predicate<SourceFile> where, Pattern what) {
        Rule rule = new Rule(reason);
        for (SourceFile source : sources) {
            if (where.test(source)) {
                source.selections().stream().filter(selection -> what.matcher(selection.text()).matches())
                        .forEach(selection -> rule.violated(source.at(selection) + " " + selection.text()));
            }
        }
        rule.prove();
    }
}
