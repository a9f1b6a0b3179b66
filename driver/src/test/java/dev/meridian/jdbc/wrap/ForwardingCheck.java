package dev.meridian.jdbc.wrap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls every method of an interface on a forwarding class and compares what the delegate got and
 * what came back. The methods are those of the JDK that runs the test.
 */
final class ForwardingCheck {

  private final Class<?> face;
  private final Class<?> forwarding;
  private final Recorder recorder;
  private final Object subject;
  private final Set<String> complaints = new TreeSet<>();
  private final Set<String> leftAbstract = new TreeSet<>();

  private ForwardingCheck(Class<?> face, Class<?> forwarding) {
    this.face = face;
    this.forwarding = forwarding;
    this.recorder = new Recorder(face);
    this.subject = recorder.subclass(forwarding);
  }

  /** Checks the methods of {@code face} that {@code base} has not. */
  static ForwardingCheck run(Class<?> face, @Nullable Class<?> base, Class<?> forwarding) {
    ForwardingCheck check = new ForwardingCheck(face, forwarding);
    Set<String> inherited =
        Stream.of(base == null ? new Method[0] : base.getMethods())
            .map(ForwardingCheck::signature)
            .collect(Collectors.toSet());
    Predicate<Method> own = method -> !inherited.contains(signature(method));
    Stream.of(face.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(own)
        .forEach(check::check);
    return check;
  }

  /** What is wrong, a line a method, sorted; empty if all is well. */
  Set<String> complaints() {
    return complaints;
  }

  /** The methods that wait for a decision, sorted. */
  Set<String> leftAbstract() {
    return leftAbstract;
  }

  private void check(Method method) {
    Method own;
    try {
      own = forwarding.getDeclaredMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException e) {
      complain(method, "is not forwarded");
      return;
    }
    if (Modifier.isAbstract(own.getModifiers())) {
      leftAbstract.add(signature(method));
      return;
    }
    for (Object answer : Samples.answers(method)) {
      checkAnswer(method, answer);
    }
    checkException(method);
  }

  private void checkAnswer(Method method, Object answer) {
    Object[] arguments = Samples.arguments(method);
    recorder.willAnswer(answer);
    Object result;
    try {
      result = method.invoke(subject, arguments);
    } catch (InvocationTargetException | IllegalAccessException e) {
      complain(method, "threw " + e.getCause());
      return;
    }
    checkCall(method, arguments);
    if (method.getReturnType() == void.class) {
      return;
    }
    boolean bound = answer instanceof ResultSet || answer instanceof Array;
    if (bound && recorder.wrapped() != answer) {
      complain(method, "does not wrap what it hands out");
    } else if (bound ? result != recorder.wrapper() : !answer.equals(result)) {
      complain(method, "does not hand back the delegate's answer");
    }
  }

  private void checkException(Method method) {
    SQLException failure = new SQLException("refused");
    recorder.willThrow(failure);
    try {
      method.invoke(subject, Samples.arguments(method));
      complain(method, "swallows the delegate's exception");
    } catch (InvocationTargetException e) {
      if (e.getCause() != failure) {
        complain(method, "throws another exception than the delegate's");
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private void checkCall(Method method, Object[] arguments) {
    List<Method> calls = recorder.calls();
    if (calls.size() != 1 || !signature(calls.get(0)).equals(signature(method))) {
      List<String> seen = new ArrayList<>();
      calls.forEach(call -> seen.add(signature(call)));
      complain(method, "calls " + seen);
    } else if (!sameArguments(recorder.arguments(), arguments)) {
      complain(method, "passes other arguments on");
    }
  }

  private static boolean sameArguments(Object[] seen, Object[] given) {
    return Arrays.equals(
        seen, given, (a, b) -> a == b || (Samples.isPrimitive(b) && a.equals(b)) ? 0 : 1);
  }

  private void complain(Method method, String what) {
    complaints.add(face.getSimpleName() + "." + signature(method) + " " + what);
  }

  private static String signature(Method method) {
    return method.getName()
        + Stream.of(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
