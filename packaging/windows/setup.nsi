; The installer: for one user, without administrator's rights and without a network.
; installer.py calls makensis with what stands in !ifndef below, and writes the list of files.
;
; Rules:
;  * Everything goes into one folder of the user, %LOCALAPPDATA%\Programs\ros1-desktop unless another
;    is chosen; beside it one shortcut in the start menu and the entry in "Apps" (HKCU, Uninstall).
;    No other registry key, no file association, nothing at start-up.
;  * Before anything is touched: Windows 10 1903 (x64), the program closed, room on the disk. NSIS
;    itself refuses a damaged installer (CRC).
;  * An upgrade removes the files of the version before by that version's own list, then writes its
;    own. Removing goes by the list too: what the user put there stays, and so do the user's data.
;  * Exit codes: 0 done, 1 cancelled, 2 damaged or stopped, 3 Windows too old, 4 no room, 5 open.

!ifndef VERSION | FILES | ICON | BANNER | OUT | SIZE_KB | LICENCE
  !error "use installer.py"
!endif

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
SetDateSave off
CRCCheck force
AllowSkipFiles off
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS all

!define NAME "ROS1 desktop"
!define ID "ros1-desktop"
!define START "${ID}-window.exe"
!define REMOVER "${ID}-uninstall.exe"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define OLDEST_BUILD 18362  ; Windows 10 1903

!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include "${FILES}"  ; INSTALL_FILES and REMOVE_FILES

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${BANNER}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${ENTRY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "InstallerLanguage"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${START}"
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(REMOVING)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The first is used where Windows speaks neither.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Japanese"
!macro SAY ID EN JA
  LangString ${ID} ${LANG_ENGLISH} "${EN}"
  LangString ${ID} ${LANG_JAPANESE} "${JA}"
!macroend
!insertmacro SAY WELCOME \
  "This installs ${NAME} ${VERSION} for your own account on this computer.$\r$\n$\r$\nNo administrator's rights and no network are needed. Cases and settings of an earlier version are kept." \
  "このコンピューターのご自分のアカウントに${NAME} ${VERSION}をインストールします。$\r$\n$\r$\n管理者の権限もネットワークも必要ありません。以前の版の症例と設定はそのまま残ります。"
!insertmacro SAY REMOVING \
  "The program is removed. Saved cases, drafts and settings are kept." \
  "プログラムを削除します。保存した症例、下書き、設定は残ります。"
!insertmacro SAY TOO_OLD \
  "${NAME} needs 64-bit Windows 10 version 1903 or later. Nothing was changed." \
  "${NAME}には64ビット版のWindows 10 バージョン1903以降が必要です。何も変更していません。"
!insertmacro SAY OPEN \
  "${NAME} is open. Close it and start this again. Nothing was changed." \
  "${NAME}が開いています。閉じてから、もう一度実行してください。何も変更していません。"
!insertmacro SAY NO_ROOM \
  "There is not enough room on $1: $2 MB are needed, $3 MB are free. Nothing was changed." \
  "$1の空き容量が足りません（必要$2 MB、空き$3 MB）。何も変更していません。"
!insertmacro SAY OLD_STAYS \
  "The earlier version in $INSTDIR could not be removed. Restart Windows and start this again." \
  "$INSTDIRにある以前の版を削除できませんでした。Windowsを再起動してから、もう一度実行してください。"

VIProductVersion "${VERSION}.0"
!macro SAY_VERSION LANG ABOUT
  VIAddVersionKey /LANG=${LANG} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANG} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANG} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANG} "FileDescription" "${ABOUT}"
  VIAddVersionKey /LANG=${LANG} "LegalCopyright" "${LICENCE}"
!macroend
!insertmacro SAY_VERSION ${LANG_ENGLISH} "Installer of ${NAME}"
!insertmacro SAY_VERSION ${LANG_JAPANESE} "${NAME}のインストーラー"

!macro REFUSE CODE SENTENCE
  MessageBox MB_OK|MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; A program that runs cannot be opened for writing: no list of processes, no plug-in.
!macro REFUSE_WHILE_OPEN PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      !insertmacro REFUSE 5 "$(OPEN)"
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Function .onInit
  ${If} $LANGUAGE != ${LANG_JAPANESE}
    !insertmacro MUI_LANGDLL_DISPLAY
  ${EndIf}
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro REFUSE 3 "$(TOO_OLD)"
  ${EndIf}
FunctionEnd

Section "Program"
  !insertmacro REFUSE_WHILE_OPEN "${START}"
  !insertmacro REFUSE_WHILE_OPEN "${ID}.exe"
  ${GetRoot} "$INSTDIR" $1
  IntOp $2 ${SIZE_KB} / 1024
  ClearErrors
  ${DriveSpace} "$1\" "/D=F /S=M" $3
  ${IfNot} ${Errors}
  ${AndIf} $3 < $2
    !insertmacro REFUSE 4 "$(NO_ROOM)"
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${REMOVER}"
    ExecWait '"$INSTDIR\${REMOVER}" /S /UPGRADE _?=$INSTDIR' $0
    ${If} $0 <> 0
      !insertmacro REFUSE 2 "$(OLD_STAYS)"
    ${EndIf}
  ${EndIf}
  ; First, so that even half an installation can be removed, or made whole by the next.
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${REMOVER}"
  !insertmacro INSTALL_FILES
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${START}"
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${START}"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\${REMOVER}"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\${REMOVER}" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Function un.onInit
  !insertmacro MUI_UNGETLANGUAGE
  !insertmacro REFUSE_WHILE_OPEN "${START}"
  !insertmacro REFUSE_WHILE_OPEN "${ID}.exe"
FunctionEnd

Section "Uninstall"
  !insertmacro REMOVE_FILES
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE" $1
  ${If} ${Errors}
    Delete "$SMPROGRAMS\${NAME}.lnk"
    DeleteRegKey HKCU "${ENTRY}"
    Delete "$INSTDIR\${REMOVER}"
    RMDir "$INSTDIR"
  ${EndIf}
SectionEnd
