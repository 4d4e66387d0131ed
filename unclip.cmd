@echo off
rem Starts Unclip Studio on Windows. Without arguments it opens the window; with arguments it is the command line.
rem Needs a JDK 25 (UNCLIP_JDK or JAVA_HOME, or found in the usual places) and Maven 3.8 or newer to build.
setlocal EnableDelayedExpansion
set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "jdk="
call :try "%UNCLIP_JDK%"
call :try "%JAVA_HOME%"
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do call :try "%%~D"
if not defined jdk (
  echo unclip: no JDK 25 found. Install one ^(for example Eclipse Temurin 25^) or set UNCLIP_JDK to its folder. 1>&2
  exit /b 1
)
set "state=%root%\.unclip"
set "classpath_file=%root%\app\target\unclip.classpath"
if not exist "%state%" mkdir "%state%"
rem Stale when a source is newer than the stamp of the last build.
set "stale="
if not exist "%classpath_file%" set "stale=1"
if not exist "%state%\built" set "stale=1"
if not defined stale (
  powershell -NoProfile -Command "$t=(Get-Item '%state%\built').LastWriteTimeUtc; $p='inference','editor','assets','app' | ForEach-Object { \"%root%\$_\src\main\"; \"%root%\$_\pom.xml\" }; if (Get-ChildItem -Recurse -File ($p + '%root%\pom.xml') | Where-Object { $_.LastWriteTimeUtc -gt $t } | Select-Object -First 1) { exit 1 }"
  if errorlevel 1 set "stale=1"
)
if defined stale (
  echo unclip: building ^(only when sources changed; the first time also fetches libraries^)... 1>&2
  type nul > "%state%\building"
  set "JAVA_HOME=%jdk%"
  pushd "%root%"
  call mvn -q -B -DskipTests -pl app -am package > "%state%\build.log" 2>&1
  if errorlevel 1 (
    popd
    type "%state%\build.log" 1>&2
    echo unclip: the build failed; all of it is in %state%\build.log 1>&2
    exit /b 1
  )
  popd
  move /y "%state%\building" "%state%\built" > nul
  if exist "%state%\classes.jsa" del "%state%\classes.jsa"
  if exist "%state%\window.jsa" del "%state%\window.jsa"
)
set /p classpath=<"%classpath_file%"
rem What the JVM keeps of loaded classes for the next start: one for the window, one for the command line.
set "archive=%state%\classes.jsa"
if "%~1"=="" set "archive=%state%\window.jsa"
"%jdk%\bin\java.exe" -XX:+UseSerialGC -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=%archive%" -Xlog:cds=off -Xlog:aot=off --enable-native-access=ALL-UNNAMED "-Dunclip.assets=%root%\assets" %UNCLIP_JAVA_OPTIONS% -cp "%classpath%;%root%\app\target\unclip-app.jar" studio.unclip.app.boot.Main %*
exit /b %ERRORLEVEL%

:try
rem Takes the folder in %1 if it holds a JDK of version 25 or newer and none was taken yet.
if defined jdk exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release" 2^>nul') do (
  set "version=%%~V"
  set "version=!version:"=!"
  if !version! GEQ 25 set "jdk=%~1"
)
exit /b 0
