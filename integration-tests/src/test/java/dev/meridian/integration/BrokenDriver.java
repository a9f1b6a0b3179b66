package dev.meridian.integration;

import dev.meridian.integration.Breakage.Change;
import dev.meridian.testkit.history.WorkloadSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * The driver's classes once more, one of them broken: what is shown to be caught is caught in the
 * code that is delivered. Threadsafe.
 */
public final class BrokenDriver extends ClassLoader {

  private static final String DRIVER = "dev.meridian.jdbc.";
  private static final String TESTS = "dev.meridian.integration.";

  private final Breakage breakage;

  public BrokenDriver(Breakage breakage) {
    super(BrokenDriver.class.getClassLoader());
    this.breakage = breakage;
  }

  /** Clients of this driver. */
  List<WorkloadSession> hopping(List<String> names, List<String> urls)
      throws ReflectiveOperationException {
    return sessions(HoppingSession.class, names, urls);
  }

  /** Sessions of this driver, of a kind that has {@code over(names, urls)}. */
  @SuppressWarnings("unchecked") // It is what the method returns.
  public List<WorkloadSession> sessions(
      Class<? extends WorkloadSession> kind, List<String> names, List<String> urls)
      throws ReflectiveOperationException {
    return (List<WorkloadSession>)
        loadClass(kind.getName())
            .getMethod("over", List.class, List.class)
            .invoke(null, names, urls);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(DRIVER) && !name.startsWith(TESTS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        byte[] code = name.equals(DRIVER + breakage.type()) ? broken(name) : read(name);
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private byte[] read(String name) throws IOException {
    try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new FileNotFoundException(name);
      }
      return file.readAllBytes();
    }
  }

  private byte[] broken(String name) throws IOException {
    Change change = breakage.code();
    if (change == null) {
      return withTexts(read(name));
    }
    ClassFileLocator files = ClassFileLocator.ForClassLoader.of(getParent());
    TypeDescription type = TypePool.Default.of(files).describe(name).resolve();
    if (type.getDeclaredMethods().filter(change.methods()).isEmpty()) {
      throw new IOException("nothing to change in " + name + ": " + change.methods());
    }
    return new ByteBuddy()
        .redefine(type, files)
        .visit(Advice.to(change.advice()).on(change.methods()))
        .make()
        .getBytes();
  }

  /** Walks the constants of a class file: JVMS 4.4. */
  private byte[] withTexts(byte[] whole) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(whole));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(in.readLong());
    int count = in.readUnsignedShort();
    out.writeShort(count);
    boolean changed = false;
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == 1) {
        String before = in.readUTF();
        String after = before;
        for (Map.Entry<String, String> text : breakage.texts().entrySet()) {
          after = after.replace(text.getKey(), text.getValue());
        }
        changed |= !after.equals(before);
        out.writeUTF(after);
      } else {
        int length =
            switch (tag) {
              case 5, 6 -> 8;
              case 7, 8, 16, 19, 20 -> 2;
              case 15 -> 3;
              default -> 4;
            };
        out.write(in.readNBytes(length));
        i += length == 8 ? 1 : 0;
      }
    }
    out.write(in.readAllBytes());
    if (!changed) {
      throw new IOException("nothing to change in " + breakage.type() + ": " + breakage.texts());
    }
    return bytes.toByteArray();
  }
}
