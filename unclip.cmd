@echo off
rem Starts Unclip Studio on Windows. Without arguments it opens the window; with arguments it is the command line.
rem Needs a JDK 25 (UNCLIP_JDK or JAVA_HOME, or found in the usual places) and Maven 3.8 or newer to build.
rem No delayed expansion anywhere: it would take the exclamation marks out of prompts.
setlocal DisableDelayedExpansion
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
rem Never built, built before something changed, or built where the checkout lay before it was moved.
set "stale="
if not exist "%state%\java.args" set "stale=1"
if not exist "%state%\built" set "stale=1"
if not defined stale (
  powershell -NoProfile -Command "$b=Get-Item -LiteralPath (Join-Path $env:state 'built'); if ((Get-Content -LiteralPath $b.FullName -Encoding UTF8) -ne $env:root) { exit 1 }; $p='inference','editor','assets','app' | ForEach-Object { $env:root + '\' + $_ + '\src\main'; $env:root + '\' + $_ + '\pom.xml' }; if (Get-ChildItem -Recurse -File -LiteralPath ($p + ($env:root + '\pom.xml')) | Where-Object { $_.LastWriteTimeUtc -gt $b.LastWriteTimeUtc } | Select-Object -First 1) { exit 1 }"
  if errorlevel 1 set "stale=1"
)
if defined stale (
  "%jdk%\bin\java.exe" -XX:TieredStopAtLevel=1 "%root%\app\src\launcher\Build.java" "%root%"
  if errorlevel 1 exit /b 1
)
rem What the JVM keeps of loaded classes for the next start: one for the window, one for the command line. Where it cannot
rem be written the JVM would not start. The command line's heap holds one picture at a time; the window's is a share of
rem the machine's memory (see the script unclip).
set "archive=%state%\classes.jsa"
set "heap=-Xmx600m -XX:+UseSerialGC"
if "%~1"=="" set "archive=%state%\window.jsa"
if "%~1"=="" set heap="@%root%\app\src\launcher\window.options"
if "%~1"=="open" set "archive=%state%\window.jsa"
if "%~1"=="open" set heap="@%root%\app\src\launcher\window.options"
set "create="
(type nul > "%state%\writable") 2>nul && set "create=-XX:+AutoCreateSharedArchive"
rem ONNX Runtime calls home unless this is set; the program sets it too (docs/privacy.md).
set "ORT_DISABLE_TELEMETRY=1"
"%jdk%\bin\java.exe" %heap% -XX:-UsePerfData %create% "-XX:SharedArchiveFile=%archive%" -Xlog:cds=off -Xlog:aot=off --enable-native-access=ALL-UNNAMED "-Dunclip.assets=%root%\assets" %UNCLIP_JAVA_OPTIONS% "@%state%\java.args" studio.unclip.app.boot.Main %*
exit /b %ERRORLEVEL%

:try
rem Takes the folder in %1 if it holds a JDK of version 25 or newer and none was taken yet.
if defined jdk exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
rem Its line in the file reads JAVA_VERSION="25.0.1": without the quotes, up to the first dot.
for /f "usebackq tokens=1,2 delims==" %%K in ("%~1\release") do if "%%K"=="JAVA_VERSION" for /f "delims=." %%N in ("%%~L") do if %%N GEQ 25 set "jdk=%~1"
exit /b 0
